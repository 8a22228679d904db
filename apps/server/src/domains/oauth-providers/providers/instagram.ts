import type { OAuthProvider } from '../provider.ts'
import { asList, asObject, fullName, idAt, splitName, textAt, urlAt } from '../read-profile.ts'
import { withScope } from '../read-tokens.ts'

export const instagram: OAuthProvider = {
  key: 'instagram',
  name: 'Instagram',
  icon: {
    paths: [
      {
        fill: '#ff0069',
        d: 'M7 0h10a7 7 0 0 1 7 7v10a7 7 0 0 1-7 7H7a7 7 0 0 1-7-7V7a7 7 0 0 1 7-7zm0 2.2A4.8 4.8 0 0 0 2.2 7v10A4.8 4.8 0 0 0 7 21.8h10a4.8 4.8 0 0 0 4.8-4.8V7A4.8 4.8 0 0 0 17 2.2zm5 3.6a6.2 6.2 0 1 1 0 12.4 6.2 6.2 0 0 1 0-12.4zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zm6.4-3.8a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8z',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://www.instagram.com/oauth/authorize',
    token: 'https://api.instagram.com/oauth/access_token',
  },
  // Professional accounts only: the login of personal ones ended in December 2024.
  scopes: { base: ['instagram_business_basic'], separator: ',' },
  // Not documented.
  pkce: false,
  clientAuthentication: 'client_secret_post',
  // The documented answer is a list of one, with permissions for scopes.
  readTokens: (body) => withScope(asObject(asList(body.data)[0] ?? body), 'permissions'),
  profileRequests: [
    {
      name: 'me',
      url: 'https://graph.instagram.com/v23.0/me?fields=user_id,username,name,profile_picture_url',
    },
  ],
  toProfile({ profile: { me } }) {
    // Documented as a list of one, met without it.
    const user = asObject(asList(asObject(me).data)[0] ?? me)
    return {
      providerUserId: idAt(user, 'user_id'),
      // Instagram gives no address to anybody.
      emailAddress: null,
      isEmailAddressVerified: false,
      username: textAt(user, 'username'),
      ...splitName(textAt(user, 'name')),
      imageUrl: urlAt(user, 'profile_picture_url'),
    }
  },
  imitate: (identity) => ({
    profile: {
      me: {
        user_id: identity.id,
        username: identity.username,
        name: fullName(identity),
        ...(identity.imageUrl === null ? {} : { profile_picture_url: identity.imageUrl }),
      },
    },
    tokens: { user_id: identity.id, permissions: 'instagram_business_basic' },
  }),
  sources: [
    'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login',
    'https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started',
  ],
}
