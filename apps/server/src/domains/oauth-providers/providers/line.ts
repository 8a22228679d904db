import type { OAuthProvider } from '../provider.ts'
import { addressAt, claimsOf, profileOfClaims } from '../read-profile.ts'

export const line: OAuthProvider = {
  key: 'line',
  name: 'LINE',
  icon: {
    paths: [
      { fill: '#fff', d: 'M4.5 7.5h15v6.5h-15z' },
      {
        fill: '#06c755',
        d: 'M19.36 9.86a.63.63 0 0 1 0 1.26h-1.75v1.13h1.76a.63.63 0 1 1 0 1.26h-2.4a.63.63 0 0 1-.62-.63V8.1c0-.35.28-.63.63-.63h2.39a.63.63 0 0 1 0 1.26H17.6v1.12zm-3.85 3.02a.63.63 0 0 1-.63.63.6.6 0 0 1-.51-.25l-2.44-3.32v2.94a.63.63 0 0 1-1.26 0V8.1a.63.63 0 0 1 .62-.63q.31.01.5.25l2.46 3.33V8.11c0-.35.28-.63.63-.63s.63.28.63.63zm-5.74 0c0 .34-.28.63-.63.63a.63.63 0 0 1-.63-.63V8.1c0-.35.28-.63.63-.63s.63.28.63.63zm-2.47.63H4.92a.63.63 0 0 1-.63-.63V8.1c0-.35.28-.63.63-.63s.63.28.63.63v4.14H7.3a.63.63 0 0 1 0 1.26M24 10.3C24 4.94 18.61.57 12 .57S0 4.94 0 10.31c0 4.81 4.27 8.85 10.04 9.61.39.08.92.26 1.05.6.12.3.08.76.04 1.07l-.16 1.02c-.05.3-.24 1.19 1.05.65s6.91-4.08 9.43-6.98C23.18 14.4 24 12.46 24 10.31',
      },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://access.line.me/oauth2/v2.1/authorize',
    token: 'https://api.line.me/oauth2/v2.1/token',
    revocation: 'https://api.line.me/oauth2/v2.1/revoke',
  },
  issuer: 'https://access.line.me',
  // The ID tokens of web login; those of native apps are signed otherwise, and not taken.
  idTokenAlgorithms: ['HS256'],
  // `email` only for channels that LINE allowed it: it belongs to the additional scopes.
  scopes: { base: ['openid', 'profile'] },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  toProfile: ({ claims }) => ({
    ...profileOfClaims(claims),
    // Not documented whether it was proven.
    ...addressAt(claims, 'email'),
    username: null,
  }),
  imitate: (identity) => {
    const { given_name, family_name, preferred_username, email_verified, ...claims } = claimsOf(identity)
    return { claims: { ...claims, amr: ['linesso'] } }
  },
  sources: [
    'https://developers.line.biz/en/docs/line-login/integrate-line-login/',
    'https://developers.line.biz/en/docs/line-login/verify-id-token/',
    'https://developers.line.biz/en/reference/line-login/',
  ],
}
