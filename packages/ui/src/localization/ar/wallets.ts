import type { WalletsTexts } from '../locale.ts'

/** The wallets of a profile. */
export const wallets: WalletsTexts = {
  'profile.wallets': 'المحافظ',
  'profile.wallets.add': 'ربط محفظة',
  'profile.wallets.none': 'لا توجد بعد. اربط محفظة لتسجّل الدخول بها.',
  'profile.wallets.choose': 'أي محفظة تريد ربطها؟',
  'profile.wallets.removeText': 'هل تريد إزالة {wallet}؟ لن تتمكن بعدها من تسجيل الدخول بها.',
  'profile.wallets.added': 'تم ربط المحفظة.',
  'profile.wallets.removed': 'تمت إزالة المحفظة.',
}
