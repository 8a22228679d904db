import type { OAuthProvider } from '../provider.ts'
import { claimsOf, profileOfClaims } from '../read-profile.ts'
import { withScope } from '../read-tokens.ts'

const wantedClaims = { email: null, email_verified: null, picture: null, preferred_username: null }

export const twitch: OAuthProvider = {
  key: 'twitch',
  name: 'Twitch',
  icon: {
    paths: [
      {
        fill: '#9146ff',
        d: 'M11.57 4.71h1.72v5.15h-1.72zm4.72 0H18v5.15h-1.71zM6 0 1.71 4.29V19.7h5.15V24l4.28-4.29h3.43L22.3 12V0zm14.57 11.14-3.43 3.43h-3.43l-3 3v-3H6.86V1.71h13.71Z',
      },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://id.twitch.tv/oauth2/authorize',
    token: 'https://id.twitch.tv/oauth2/token',
    jwks: 'https://id.twitch.tv/oauth2/keys',
    revocation: 'https://id.twitch.tv/oauth2/revoke',
  },
  issuer: 'https://id.twitch.tv/oauth2',
  // `user:read:email` lets the address into the claims.
  scopes: { base: ['openid', 'user:read:email'] },
  // OpenID Connect Core §5.5; by itself the ID token names nobody.
  authorizationParameters: { claims: JSON.stringify({ id_token: wantedClaims }) },
  // Not documented; the nonce binds the code to the browser that asked for it.
  pkce: false,
  clientAuthentication: 'client_secret_post',
  readTokens: (body) => withScope(body),
  toProfile: ({ claims }) => profileOfClaims(claims),
  imitate: (identity) => {
    const { name, given_name, family_name, ...claims } = claimsOf(identity)
    return { claims, tokens: { scope: ['openid', 'user:read:email'] } }
  },
  sources: [
    'https://dev.twitch.tv/docs/authentication/getting-tokens-oidc/',
    'https://id.twitch.tv/oauth2/.well-known/openid-configuration',
  ],
}
