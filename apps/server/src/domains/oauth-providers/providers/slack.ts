import type { OAuthProvider } from '../provider.ts'
import { claimsOf, profileOfClaims, textAt } from '../read-profile.ts'

export const slack: OAuthProvider = {
  key: 'slack',
  name: 'Slack',
  icon: {
    paths: [
      {
        fill: '#e01e5a',
        d: 'M5.04 15.16a2.53 2.53 0 0 1-2.52 2.52A2.53 2.53 0 0 1 0 15.16a2.53 2.53 0 0 1 2.52-2.52h2.52v2.52zM6.31 15.16a2.53 2.53 0 0 1 2.52-2.52 2.53 2.53 0 0 1 2.52 2.52v6.31A2.53 2.53 0 0 1 8.83 24a2.53 2.53 0 0 1-2.52-2.52v-6.31z',
      },
      {
        fill: '#36c5f0',
        d: 'M8.83 5.04a2.53 2.53 0 0 1-2.52-2.52A2.53 2.53 0 0 1 8.83 0a2.53 2.53 0 0 1 2.52 2.52v2.52H8.83zM8.83 6.31a2.53 2.53 0 0 1 2.52 2.52 2.53 2.53 0 0 1-2.52 2.52H2.52A2.53 2.53 0 0 1 0 8.83a2.53 2.53 0 0 1 2.52-2.52h6.31z',
      },
      {
        fill: '#2eb67d',
        d: 'M18.96 8.83a2.53 2.53 0 0 1 2.52-2.52A2.53 2.53 0 0 1 24 8.83a2.53 2.53 0 0 1-2.52 2.52h-2.52V8.83zM17.69 8.83a2.53 2.53 0 0 1-2.52 2.52 2.53 2.53 0 0 1-2.52-2.52V2.52A2.53 2.53 0 0 1 15.16 0a2.53 2.53 0 0 1 2.52 2.52v6.31z',
      },
      {
        fill: '#ecb22e',
        d: 'M15.16 18.96a2.53 2.53 0 0 1 2.52 2.52A2.53 2.53 0 0 1 15.16 24a2.53 2.53 0 0 1-2.52-2.52v-2.52h2.52zM15.16 17.69a2.53 2.53 0 0 1-2.52-2.52 2.53 2.53 0 0 1 2.52-2.52h6.31A2.53 2.53 0 0 1 24 15.16a2.53 2.53 0 0 1-2.52 2.52h-6.31z',
      },
    ],
  },
  protocol: 'oidc',
  endpoints: {
    authorization: 'https://slack.com/openid/connect/authorize',
    token: 'https://slack.com/api/openid.connect.token',
    jwks: 'https://slack.com/openid/connect/keys',
  },
  issuer: 'https://slack.com',
  scopes: { base: ['openid', 'email', 'profile'] },
  // Documented for apps without a secret only, which may not have one afterwards.
  pkce: false,
  clientAuthentication: 'client_secret_post',
  toProfile: ({ claims }) => ({
    ...profileOfClaims(claims),
    username: null,
    label: textAt(claims, 'https://slack.com/team_name'),
  }),
  imitate: (identity) => {
    const { preferred_username, ...claims } = claimsOf(identity)
    return {
      claims: {
        ...claims,
        'https://slack.com/user_id': identity.id,
        'https://slack.com/team_id': 'T0DEVELOPMENT',
        'https://slack.com/team_name': 'Development',
      },
      tokens: { ok: true },
    }
  },
  sources: [
    'https://docs.slack.dev/authentication/sign-in-with-slack/',
    'https://docs.slack.dev/reference/methods/openid.connect.token',
    'https://slack.com/.well-known/openid-configuration',
  ],
}
