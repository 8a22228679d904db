import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, objectAt, splitName, textAt, urlAt } from '../read-profile.ts'
import { withScope } from '../read-tokens.ts'

export const linear: OAuthProvider = {
  key: 'linear',
  name: 'Linear',
  icon: {
    paths: [
      {
        fill: '#5e6ad2',
        d: 'M2.89 4.18A12 12 0 0 1 11.99 0a12 12 0 0 1 7.83 21.11zM1.82 5.63l16.55 16.55q-.78.5-1.65.87L.95 7.28q.38-.87.87-1.65M.32 9.16l14.52 14.52q-1.07.26-2.2.32L0 11.36a12 12 0 0 1 .32-2.2m-.17 4.87 9.83 9.82a12 12 0 0 1-9.83-9.83Z',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://linear.app/oauth/authorize',
    token: 'https://api.linear.app/oauth/token',
    revocation: 'https://api.linear.app/oauth/revoke',
  },
  scopes: { base: ['read'], separator: ',' },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  readTokens: (body) => withScope(body),
  profileRequests: [
    {
      name: 'graphql',
      method: 'post',
      url: 'https://api.linear.app/graphql',
      body: { query: '{ viewer { id name displayName email avatarUrl organization { name } } }' },
    },
  ],
  toProfile({ profile: { graphql } }) {
    const viewer = objectAt(objectAt(graphql, 'data'), 'viewer')
    return {
      // One for each workspace that a person is in.
      providerUserId: idAt(viewer, 'id'),
      // Not documented whether it was proven.
      ...addressAt(viewer, 'email'),
      username: textAt(viewer, 'displayName'),
      ...splitName(textAt(viewer, 'name')),
      imageUrl: urlAt(viewer, 'avatarUrl'),
      label: textAt(objectAt(viewer, 'organization'), 'name'),
    }
  },
  imitate: (identity) => ({
    profile: {
      graphql: {
        data: {
          viewer: {
            id: identity.id,
            name: fullName(identity),
            displayName: identity.username,
            email: identity.emailAddress,
            avatarUrl: identity.imageUrl,
            organization: { name: 'Development' },
          },
        },
      },
    },
  }),
  sources: [
    'https://linear.app/developers/oauth-2-0-authentication',
    'https://linear.app/developers/graphql',
  ],
}
