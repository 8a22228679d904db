import type { WalletsTexts } from '../locale.ts'

/** The wallets of a profile. */
export const wallets: WalletsTexts = {
  'profile.wallets': 'Ihre Wallets',
  'profile.wallets.add': 'Wallet verbinden',
  'profile.wallets.none': 'Noch keine. Verbinden Sie eine, um sich damit anzumelden.',
  'profile.wallets.choose': 'Welche Wallet möchten Sie verbinden?',
  'profile.wallets.removeText': '{wallet} entfernen? Sie können sich dann nicht mehr damit anmelden.',
  'profile.wallets.added': 'Die Wallet ist verbunden.',
  'profile.wallets.removed': 'Die Wallet ist entfernt.',
}
