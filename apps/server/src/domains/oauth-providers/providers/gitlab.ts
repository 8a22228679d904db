import type { OAuthProvider } from '../provider.ts'
import { claimsOf, completeClaims, profileOfClaims, textAt } from '../read-profile.ts'

export const gitlab: OAuthProvider = {
  key: 'gitlab',
  name: 'GitLab',
  icon: {
    paths: [
      {
        fill: '#fc6d26',
        d: 'm23.6 9.6-.03-.1L20.3.99a1 1 0 0 0-.34-.4.9.9 0 0 0-1 .05 1 1 0 0 0-.29.44l-2.2 6.75H7.54l-2.2-6.75a1 1 0 0 0-.3-.44.9.9 0 0 0-1-.05 1 1 0 0 0-.33.4L.43 9.5l-.03.1a6.1 6.1 0 0 0 2.01 7l.01.02.03.02 4.98 3.72 2.46 1.87 1.5 1.13a1 1 0 0 0 1.22 0l1.5-1.13 2.46-1.87 5-3.74.02-.01a6.1 6.1 0 0 0 2.01-7',
      },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: '{base_url}/oauth/authorize',
    token: '{base_url}/oauth/token',
    jwks: '{base_url}/oauth/discovery/keys',
    revocation: '{base_url}/oauth/revoke',
  },
  issuer: (_claims, { base_url: baseUrl = 'https://gitlab.com' }) => baseUrl,
  scopes: { base: ['openid', 'profile', 'email'] },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  options: [
    {
      name: 'base_url',
      label: 'Address of your GitLab, without a slash at its end',
      required: false,
      default: 'https://gitlab.com',
      pattern: /^https:\/\/[a-z0-9][a-z0-9.-]{0,252}(:\d{1,5})?(\/[\w-][\w.-]{0,99}){0,5}$/i,
    },
  ],
  // The ID token holds the address, the rest is here.
  profileRequests: [{ name: 'userinfo', url: '{base_url}/oauth/userinfo', optional: true }],
  toProfile({ claims, profile: { userinfo } }) {
    const all = completeClaims(claims, userinfo)
    return { ...profileOfClaims(all), username: textAt(all, 'nickname') }
  },
  imitate: (identity) => {
    const { preferred_username: nickname, email_verified, email, sub, ...rest } = claimsOf(identity)
    const inIdToken = { sub, ...(email === undefined ? {} : { email, email_verified }) }
    return { claims: inIdToken, profile: { userinfo: { ...inIdToken, ...rest, nickname } } }
  },
  sources: [
    'https://docs.gitlab.com/integration/openid_connect_provider/',
    'https://docs.gitlab.com/api/oauth2/',
    'https://gitlab.com/.well-known/openid-configuration',
  ],
}
