import type { SocialTexts } from '../locale.ts'

/** Signing in by way of a provider. */
export const social: SocialTexts = {
  'social.continue': 'Weiter mit {provider}',
  'social.lastUsed': 'Zuletzt verwendet',
  'social.or': 'oder',
  'ssoCallback.title': 'Sie werden angemeldet',
  'ssoCallback.failed': 'Das hat noch nicht geklappt',
}
