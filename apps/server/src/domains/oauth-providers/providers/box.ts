import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, splitName, textAt, urlAt } from '../read-profile.ts'

export const box: OAuthProvider = {
  key: 'box',
  name: 'Box',
  icon: {
    paths: [
      {
        fill: '#0061d5',
        d: 'M.96 5.52c-.54 0-.96.42-.96.9v7.55a4.6 4.6 0 0 0 4.61 4.5A4.7 4.7 0 0 0 8.75 16a4.7 4.7 0 0 0 4.07 2.45 4.63 4.63 0 0 0 4.68-4.6 4.5 4.5 0 0 0-4.62-4.5c-1.73 0-3.3.96-4.07 2.4a4.7 4.7 0 0 0-4.14-2.4c-1.07 0-2.03.36-2.81.9V6.42a.9.9 0 0 0-.9-.9M17.6 9.26a1 1 0 0 0-.7.16 1 1 0 0 0-.18 1.32l2.4 3.11-2.4 3.12c-.3.42-.24.96.18 1.26s1.01.3 1.31-.13l2.04-2.63 2.1 2.7c.3.36.9.41 1.32.12.36-.3.42-.84.12-1.26l-2.34-3.12 2.34-3.05c.3-.42.3-1.02-.12-1.32-.48-.3-1.02-.24-1.32.18l-2.1 2.57-2.04-2.7a1 1 0 0 0-.6-.33m-12.99 1.9a2.8 2.8 0 0 1 2.82 2.75 2.76 2.76 0 0 1-2.82 2.76A2.76 2.76 0 0 1 1.8 13.9a2.8 2.8 0 0 1 2.81-2.76m8.27 0a2.8 2.8 0 0 1 2.82 2.75 2.84 2.84 0 0 1-2.82 2.76 2.76 2.76 0 0 1-2.81-2.76 2.8 2.8 0 0 1 2.81-2.76',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://account.box.com/api/oauth2/authorize',
    token: 'https://api.box.com/oauth2/token',
    revocation: 'https://api.box.com/oauth2/revoke',
  },
  // Those of the app, where none are named.
  scopes: { base: [] },
  // Not documented.
  pkce: false,
  clientAuthentication: 'client_secret_post',
  profileRequests: [{ name: 'user', url: 'https://api.box.com/2.0/users/me' }],
  toProfile: ({ profile: { user } }) => ({
    providerUserId: idAt(user, 'id'),
    // Whoever manages an enterprise chooses it for its users.
    ...addressAt(user, 'login'),
    username: null,
    ...splitName(textAt(user, 'name')),
    imageUrl: urlAt(user, 'avatar_url'),
  }),
  imitate: (identity) => ({
    profile: {
      user: {
        type: 'user',
        id: identity.id,
        name: fullName(identity),
        ...(identity.emailAddress === null ? {} : { login: identity.emailAddress }),
        ...(identity.imageUrl === null ? {} : { avatar_url: identity.imageUrl }),
        status: 'active',
      },
    },
  }),
  sources: [
    'https://developer.box.com/guides/authentication/oauth2/without-sdk/',
    'https://developer.box.com/reference/get-users-me/',
    'https://developer.box.com/reference/post-oauth2-token/',
  ],
}
