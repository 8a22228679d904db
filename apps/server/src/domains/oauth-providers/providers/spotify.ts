import type { OAuthProvider } from '../provider.ts'
import { addressAt, asList, asObject, fullName, idAt, splitName, textAt, urlAt } from '../read-profile.ts'

export const spotify: OAuthProvider = {
  key: 'spotify',
  name: 'Spotify',
  icon: {
    paths: [
      {
        fill: '#1ed760',
        d: 'M12 0C5.4 0 0 5.4 0 12s5.4 12 12 12 12-5.4 12-12S18.66 0 12 0m5.52 17.34c-.24.36-.66.48-1.02.24q-4.24-2.6-10.56-1.14c-.42.12-.78-.18-.9-.54-.12-.42.18-.78.54-.9 4.56-1.02 8.52-.6 11.64 1.32.42.18.48.66.3 1.02m1.44-3.3c-.3.42-.84.6-1.26.3a15.6 15.6 0 0 0-11.94-1.38c-.48.12-1.02-.12-1.14-.6s.12-1.02.6-1.14c4.38-1.32 9.78-.66 13.5 1.62.36.18.54.78.24 1.2m.12-3.36C15.24 8.4 8.82 8.16 5.16 9.3c-.6.18-1.2-.18-1.38-.72-.18-.6.18-1.2.72-1.38 4.26-1.26 11.28-1.02 15.72 1.62.54.3.72 1.02.42 1.56-.3.42-1.02.6-1.56.3',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://accounts.spotify.com/authorize',
    token: 'https://accounts.spotify.com/api/token',
  },
  scopes: { base: ['user-read-email'] },
  pkce: true,
  clientAuthentication: 'client_secret_basic',
  profileRequests: [{ name: 'me', url: 'https://api.spotify.com/v1/me' }],
  toProfile: ({ profile: { me } }) => ({
    providerUserId: idAt(me, 'id'),
    // Spotify says of it: unverified, there is no proof that it belongs to the user.
    ...addressAt(me, 'email'),
    username: null,
    ...splitName(textAt(me, 'display_name')),
    imageUrl: urlAt(asList(asObject(me).images)[0], 'url'),
  }),
  imitate: (identity) => ({
    profile: {
      me: {
        id: identity.id,
        type: 'user',
        display_name: fullName(identity),
        ...(identity.emailAddress === null ? {} : { email: identity.emailAddress }),
        images: identity.imageUrl === null ? [] : [{ url: identity.imageUrl, height: 300, width: 300 }],
      },
    },
  }),
  sources: [
    'https://developer.spotify.com/documentation/web-api/tutorials/code-flow',
    'https://developer.spotify.com/documentation/web-api/tutorials/code-pkce-flow',
    'https://developer.spotify.com/documentation/web-api/reference/get-current-users-profile',
  ],
}
