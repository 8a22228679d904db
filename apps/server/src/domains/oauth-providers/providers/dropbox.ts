import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, objectAt, textAt, urlAt } from '../read-profile.ts'

export const dropbox: OAuthProvider = {
  key: 'dropbox',
  name: 'Dropbox',
  icon: {
    paths: [
      {
        fill: '#0061ff',
        d: 'M6 1.8 0 5.64l6 3.82 6-3.82zm12 0-6 3.83 6 3.82 6-3.82zM0 13.28l6 3.83 6-3.83-6-3.82zm18-3.82-6 3.82 6 3.83 6-3.83zM6 18.37l6 3.82 6-3.82-6-3.82z',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://www.dropbox.com/oauth2/authorize',
    token: 'https://api.dropboxapi.com/oauth2/token',
  },
  scopes: { base: ['account_info.read'] },
  // Dropbox gives a refresh token only to who asks for it by this.
  authorizationParameters: { token_access_type: 'offline' },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  profileRequests: [
    {
      name: 'account',
      method: 'post',
      url: 'https://api.dropboxapi.com/2/users/get_current_account',
      // An operation without arguments takes the JSON text `null`.
      body: null,
    },
  ],
  toProfile({ profile: { account } }) {
    const name = objectAt(account, 'name')
    return {
      providerUserId: idAt(account, 'account_id'),
      ...addressAt(account, 'email', 'email_verified'),
      username: null,
      firstName: textAt(name, 'given_name'),
      lastName: textAt(name, 'surname'),
      imageUrl: urlAt(account, 'profile_photo_url'),
    }
  },
  imitate: (identity) => ({
    profile: {
      account: {
        account_id: identity.id,
        name: {
          given_name: identity.firstName,
          surname: identity.lastName,
          display_name: fullName(identity),
        },
        ...(identity.emailAddress === null ? {} : { email: identity.emailAddress }),
        email_verified: identity.isEmailAddressVerified,
        disabled: false,
        ...(identity.imageUrl === null ? {} : { profile_photo_url: identity.imageUrl }),
      },
    },
  }),
  sources: [
    'https://www.dropbox.com/developers/documentation/http/documentation#oauth2-authorize',
    'https://www.dropbox.com/developers/documentation/http/documentation#users-get_current_account',
  ],
}
