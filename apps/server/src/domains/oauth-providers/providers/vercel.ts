import type { OAuthProvider } from '../provider.ts'
import { addressAt, claimsOf, profileOfClaims } from '../read-profile.ts'

export const vercel: OAuthProvider = {
  key: 'vercel',
  name: 'Vercel',
  icon: { paths: [{ d: 'm12 1.6 12 20.8H0Z' }] },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://vercel.com/oauth/authorize',
    token: 'https://api.vercel.com/login/oauth/token',
    jwks: 'https://vercel.com/.well-known/jwks',
    revocation: 'https://api.vercel.com/login/oauth/token/revoke',
  },
  issuer: 'https://vercel.com',
  // What is not allowed to the app is left out, not refused.
  scopes: { base: ['openid', 'email', 'profile', 'offline_access'] },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  toProfile: ({ claims }) => ({
    ...profileOfClaims(claims),
    // Vercel's claims do not say whether it was proven.
    ...addressAt(claims, 'email'),
  }),
  imitate: (identity) => {
    const { given_name, family_name, email_verified, ...claims } = claimsOf(identity)
    return { claims }
  },
  sources: [
    'https://vercel.com/docs/sign-in-with-vercel/authorization-server-api',
    'https://vercel.com/docs/sign-in-with-vercel/tokens',
    'https://vercel.com/.well-known/openid-configuration',
  ],
}
