/** What the page says that a provider leads back to. */
export const ssoCallback = {
  'ssoCallback.title': 'Signing you in',
  'ssoCallback.failed': 'That did not work yet',
} as const
