import type { OAuthProvider } from '../provider.ts'
import { claimsOf, profileOfClaims } from '../read-profile.ts'

export const linkedinOidc: OAuthProvider = {
  key: 'linkedin_oidc',
  name: 'LinkedIn',
  icon: {
    paths: [
      { fill: '#fff', d: 'M1 1h22v22H1z' },
      {
        fill: '#0a66c2',
        d: 'M20.45 20.45h-3.56v-5.57c0-1.32-.02-3.03-1.85-3.03-1.85 0-2.13 1.44-2.13 2.94v5.66H9.35V9h3.42v1.56h.04a3.8 3.8 0 0 1 3.37-1.85c3.6 0 4.27 2.37 4.27 5.46zM5.34 7.43a2.06 2.06 0 1 1 0-4.12 2.06 2.06 0 0 1 0 4.12m1.78 13.02H3.56V9h3.56zM22.22 0H1.78C.8 0 0 .77 0 1.73v20.54C0 23.23.8 24 1.77 24h20.45c.98 0 1.78-.77 1.78-1.73V1.73C24 .77 23.2 0 22.22 0',
      },
    ],
  },
  // Its ID tokens do not repeat the nonce, and their issuer is not the one that discovery names. The userinfo endpoint
  // says the same.
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://www.linkedin.com/oauth/v2/authorization',
    token: 'https://www.linkedin.com/oauth/v2/accessToken',
  },
  scopes: { base: ['openid', 'profile', 'email'] },
  deniedErrors: ['user_cancelled_login', 'user_cancelled_authorize'],
  // For native apps only, at another address; a `code_verifier` here is answered with `invalid_client`.
  pkce: false,
  clientAuthentication: 'client_secret_post',
  profileRequests: [{ name: 'userinfo', url: 'https://api.linkedin.com/v2/userinfo' }],
  toProfile: ({ profile: { userinfo } }) => ({ ...profileOfClaims(userinfo), username: null }),
  imitate: (identity) => {
    const { preferred_username, ...userinfo } = claimsOf(identity)
    return { profile: { userinfo } }
  },
  sources: [
    'https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2',
    'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow',
  ],
}
