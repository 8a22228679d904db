import type { OAuthProvider } from '../provider.ts'
import { addressAt, idAt, textAt } from '../read-profile.ts'
import { withScope } from '../read-tokens.ts'

export const hubspot: OAuthProvider = {
  key: 'hubspot',
  name: 'HubSpot',
  icon: {
    paths: [
      {
        fill: '#ff7a59',
        d: 'M18.16 7.93V5.08a2.2 2.2 0 0 0 1.27-1.97v-.07a2.2 2.2 0 0 0-2.2-2.2h-.06a2.2 2.2 0 0 0-2.2 2.2v.06a2.2 2.2 0 0 0 1.26 1.98h.01v2.86a6 6 0 0 0-2.97 1.3h.02l-7.83-6.1A2.5 2.5 0 1 0 4.3 4.66h-.01l7.7 6a6 6 0 0 0-1.04 3.44 6.2 6.2 0 0 0 1.14 3.6v-.01l-2.35 2.34a2 2 0 0 0-.58-.1 2.03 2.03 0 1 0 2.03 2.04 2 2 0 0 0-.1-.6v.02l2.32-2.32A6.25 6.25 0 1 0 18.2 7.94zm-.96 9.38a3.2 3.2 0 1 1 3.22-3.2 3.2 3.2 0 0 1-3.21 3.2z',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://app.hubspot.com/oauth/authorize',
    token: 'https://api.hubapi.com/oauth/2026-03/token',
    revocation: 'https://api.hubapi.com/oauth/2026-03/token/revoke',
  },
  scopes: { base: ['oauth'] },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  readTokens: (body) => withScope(body, 'scopes'),
  // HubSpot has no profile: what it knows of the token names the user.
  profileRequests: [
    {
      name: 'token',
      method: 'post',
      url: 'https://api.hubapi.com/oauth/2026-03/token/introspect',
      introspection: true,
    },
  ],
  toProfile: ({ profile: { token } }) => ({
    providerUserId: idAt(token, 'user_id'),
    // Not documented whether it was proven.
    ...addressAt(token, 'user'),
    username: null,
    firstName: null,
    lastName: null,
    imageUrl: null,
    label: textAt(token, 'hub_domain'),
  }),
  imitate: (identity) => ({
    profile: {
      token: {
        active: true,
        token_use: 'access_token',
        token_type: 'access',
        user_id: Number.parseInt(identity.id, 10),
        ...(identity.emailAddress === null ? {} : { user: identity.emailAddress }),
        hub_id: 1,
        hub_domain: 'development.example',
        scopes: ['oauth'],
      },
    },
  }),
  sources: [
    'https://developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide',
    'https://developers.hubspot.com/docs/api-reference/2026-03/authentication/oauth-tokens/token-introspect',
    'https://github.com/HubSpot/HubSpot-public-api-spec-collection/tree/main/PublicApiSpecs/Auth/Oauth',
  ],
}
