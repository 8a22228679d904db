import type { AccountsTexts } from '../locale.ts'

/** What a profile says of accounts that a user has elsewhere. */
export const accounts: AccountsTexts = {
  'profile.accounts': 'الحسابات المرتبطة',
  'profile.accounts.add': 'ربط حساب',
  'profile.accounts.none': 'لا شيء بعد. اربط حسابًا لتسجّل الدخول به.',
  'profile.accounts.choose': 'أي حساب تريد ربطه؟',
  'profile.accounts.reconnect': 'إعادة الربط',
  'profile.accounts.broken': 'غير مرتبط',
  'profile.accounts.lost': 'انقطع الربط. اربط الحساب من جديد.',
  'profile.accounts.removeText': 'هل تريد إزالة {provider}؟ لن تتمكن من تسجيل الدخول به بعد ذلك.',
  'profile.accounts.removed': 'أُزيل الحساب.',
}
