import type { AccountsTexts } from '../locale.ts'

/** What a profile says of accounts that a user has elsewhere. */
export const accounts: AccountsTexts = {
  'profile.accounts': 'Verbundene Konten',
  'profile.accounts.add': 'Konto verbinden',
  'profile.accounts.none': 'Noch keines. Verbinden Sie eines, um sich damit anzumelden.',
  'profile.accounts.choose': 'Welches Konto möchten Sie verbinden?',
  'profile.accounts.reconnect': 'Neu verbinden',
  'profile.accounts.broken': 'Nicht verbunden',
  'profile.accounts.lost': 'Die Verbindung ist verloren gegangen. Verbinden Sie das Konto neu.',
  'profile.accounts.removeText': '{provider} entfernen? Sie können sich damit nicht mehr anmelden.',
  'profile.accounts.removed': 'Das Konto ist entfernt.',
}
