import type { SocialTexts } from '../locale.ts'

/** Signing in by way of a provider. */
export const social: SocialTexts = {
  'social.continue': 'المتابعة باستخدام {provider}',
  'social.lastUsed': 'آخر استخدام',
  'social.or': 'أو',
  'ssoCallback.title': 'جارٍ تسجيل دخولك',
  'ssoCallback.failed': 'لم ينجح ذلك بعد',
}
