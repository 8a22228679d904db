import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, objectAt, splitName, textAt, urlAt } from '../read-profile.ts'

export const x: OAuthProvider = {
  key: 'x',
  name: 'X',
  icon: {
    paths: [
      {
        d: 'M14.23 10.16 22.98 0H20.9l-7.59 8.82L7.25 0h-7l9.18 13.34L.26 24h2.07l8.02-9.32 6.4 9.32h7zm-2.83 3.3-.93-1.33-7.4-10.57h3.19l5.96 8.53.93 1.33 7.76 11.1h-3.19z',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://x.com/i/oauth2/authorize',
    token: 'https://api.x.com/2/oauth2/token',
    revocation: 'https://api.x.com/2/oauth2/revoke',
  },
  scopes: { base: ['users.read', 'tweet.read', 'users.email', 'offline.access'] },
  pkce: true,
  clientAuthentication: 'client_secret_basic',
  profileRequests: [
    { name: 'me', url: 'https://api.x.com/2/users/me?user.fields=profile_image_url,confirmed_email' },
  ],
  toProfile({ profile: { me } }) {
    const user = objectAt(me, 'data')
    const { emailAddress } = addressAt(user, 'confirmed_email')
    return {
      providerUserId: idAt(user, 'id'),
      emailAddress,
      // X hands out an address only once it was confirmed.
      isEmailAddressVerified: emailAddress !== null,
      username: textAt(user, 'username'),
      ...splitName(textAt(user, 'name')),
      imageUrl: urlAt(user, 'profile_image_url'),
    }
  },
  imitate: (identity) => ({
    profile: {
      me: {
        data: {
          id: identity.id,
          name: fullName(identity),
          username: identity.username,
          ...(identity.imageUrl === null ? {} : { profile_image_url: identity.imageUrl }),
          ...(identity.emailAddress !== null && identity.isEmailAddressVerified
            ? { confirmed_email: identity.emailAddress }
            : {}),
        },
      },
    },
  }),
  sources: [
    'https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token',
    'https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code',
    'https://docs.x.com/x-api/users/get-my-user',
    'https://developer.x.com/en/docs/twitter-api/v1/accounts-and-users/manage-account-settings/api-reference/get-account-verify_credentials',
  ],
}
