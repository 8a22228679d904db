import type { OAuthProvider } from '../provider.ts'
import { claimsOf, profileOfClaims } from '../read-profile.ts'

export const google: OAuthProvider = {
  key: 'google',
  name: 'Google',
  icon: {
    paths: [
      {
        fill: '#4285f4',
        d: 'M23.5 12.3c0-.8-.1-1.6-.2-2.3H12v4.5h6.5a5.6 5.6 0 0 1-2.4 3.6v3H20c2.2-2.1 3.5-5.1 3.5-8.8z',
      },
      {
        fill: '#34a853',
        d: 'M12 24c3.2 0 6-1.1 8-2.9l-3.9-3c-1.1.7-2.5 1.2-4.1 1.2a7.2 7.2 0 0 1-6.7-5h-4v3.1A12 12 0 0 0 12 24z',
      },
      { fill: '#fbbc05', d: 'M5.3 14.3a7.2 7.2 0 0 1 0-4.6V6.6h-4a12 12 0 0 0 0 10.8z' },
      {
        fill: '#ea4335',
        d: 'M12 4.7c1.8 0 3.3.6 4.6 1.8L20 3.1A11.9 11.9 0 0 0 1.3 6.6l4 3.1a7.2 7.2 0 0 1 6.7-5z',
      },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    jwks: 'https://www.googleapis.com/oauth2/v3/certs',
    revocation: 'https://oauth2.googleapis.com/revoke',
  },
  // Both are documented for ID tokens; what discovery names is the first.
  issuer: ({ iss }) => (iss === 'accounts.google.com' ? iss : 'https://accounts.google.com'),
  scopes: { base: ['openid', 'email', 'profile'] },
  // Google gives a refresh token only to who asks for it by this.
  authorizationParameters: { access_type: 'offline' },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  // Google proves an address that is not its own once, when the account is made; whoever owns it later is not asked.
  toProfile: ({ claims }) => ({ ...profileOfClaims(claims), username: null }),
  imitate: (identity) => ({ claims: claimsOf(identity) }),
  sources: [
    'https://developers.google.com/identity/openid-connect/openid-connect',
    'https://developers.google.com/identity/openid-connect/reference',
    'https://accounts.google.com/.well-known/openid-configuration',
  ],
}
