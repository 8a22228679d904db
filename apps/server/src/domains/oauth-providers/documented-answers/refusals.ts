import type { Json } from '../provider.ts'

/** What a vendor's page says that comes when somebody refuses, or when something is wrong. */
export interface DocumentedRefusal {
  readonly provider: string
  readonly source: string
  /** What comes back with the browser: somebody changed their mind. */
  readonly callback?: Readonly<Record<string, string>>
  /** Token response, with its status. */
  readonly tokens?: { readonly status: number; readonly body: Json }
  /** Answer to the first profile request, with its status. */
  readonly profile?: { readonly status: number; readonly body: Json }
}

export const documentedRefusals: readonly DocumentedRefusal[] = [
  {
    provider: 'github',
    source:
      'https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors',
    callback: {
      error: 'access_denied',
      error_description: 'The user has denied your application access.',
      error_uri: '/apps/building-oauth-apps/troubleshooting-authorization-request-errors/%23access-denied',
    },
  },
  {
    provider: 'github',
    source:
      'https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors',
    tokens: {
      status: 200,
      body: {
        error: 'bad_verification_code',
        error_description: 'The code passed is incorrect or expired.',
      },
    },
  },
  {
    provider: 'facebook',
    source: 'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
    callback: {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'Permissions error.',
    },
  },
  {
    provider: 'facebook',
    source: 'https://developers.facebook.com/docs/graph-api/guides/error-handling',
    profile: {
      status: 400,
      body: { error: { message: 'Message describing the error', type: 'OAuthException', code: 190 } },
    },
  },
  {
    provider: 'apple',
    source:
      'https://developer.apple.com/documentation/signinwithapplejs/incorporating-sign-in-with-apple-into-other-platforms',
    callback: { error: 'user_cancelled_authorize' },
  },
  {
    provider: 'linkedin_oidc',
    source: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow',
    callback: { error: 'user_cancelled_login', error_description: 'The user cancelled LinkedIn login' },
  },
  {
    provider: 'linkedin_oidc',
    source: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow',
    callback: {
      error: 'user_cancelled_authorize',
      error_description: 'The user cancelled the authorization',
    },
  },
  {
    provider: 'slack',
    source: 'https://docs.slack.dev/reference/methods/openid.connect.token',
    tokens: { status: 200, body: { ok: false, error: 'invalid_code' } },
  },
  {
    provider: 'tiktok',
    source: 'https://developers.tiktok.com/doc/oauth-user-access-token-management',
    tokens: {
      status: 200,
      body: {
        error: 'invalid_request',
        error_description: 'Redirect_uri is not matched with the uri when requesting code.',
        log_id: '202206221854370101130062072500FFA2',
      },
    },
  },
  {
    provider: 'linear',
    source: 'https://linear.app/developers/graphql',
    profile: { status: 200, body: { data: null, errors: [{ message: 'Authentication required' }] } },
  },
]
