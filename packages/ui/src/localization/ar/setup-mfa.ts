import type { SetupMfaTexts } from '../locale.ts'

export const setupMfa: SetupMfaTexts = {
  'setupMfa.title': 'احمِ حسابك',
  'setupMfa.text': 'يطلب {applicationName} إثباتًا ثانيًا عند كل تسجيل دخول: رمزًا من تطبيق على هاتفك.',
}
