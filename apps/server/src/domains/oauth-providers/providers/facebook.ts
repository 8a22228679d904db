import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, objectAt, splitName, textAt, urlAt } from '../read-profile.ts'

export const facebook: OAuthProvider = {
  key: 'facebook',
  name: 'Facebook',
  icon: {
    paths: [
      { fill: '#fff', d: 'M12 .5a11.5 11.5 0 1 1 0 23 11.5 11.5 0 0 1 0-23z' },
      {
        fill: '#0866ff',
        d: 'M9.1 23.7v-8H6.63v-3.67H9.1v-1.58c0-4.08 1.85-5.97 5.86-5.97.4 0 .95.04 1.47.1a9 9 0 0 1 1.14.2V8.1l-.66-.04h-.73q-1.05 0-1.67.3a2 2 0 0 0-.68.62q-.38.63-.38 1.76v1.3h3.92l-.38 2.1-.29 1.56h-3.25v8.25a12 12 0 1 0-4.35-.27',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://www.facebook.com/v23.0/dialog/oauth',
    token: 'https://graph.facebook.com/v23.0/oauth/access_token',
  },
  scopes: { base: ['public_profile', 'email'], separator: ',' },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  profileRequests: [
    {
      name: 'user',
      url: 'https://graph.facebook.com/v23.0/me?fields=id,name,first_name,last_name,email,picture.width(400)',
    },
  ],
  toProfile({ profile: { user } }) {
    const names = { firstName: textAt(user, 'first_name'), lastName: textAt(user, 'last_name') }
    const hasName = names.firstName !== null || names.lastName !== null
    return {
      providerUserId: idAt(user, 'id'),
      // Facebook does not say whether an address was proven, only that it is left out when it is not valid.
      ...addressAt(user, 'email'),
      username: null,
      ...(hasName ? names : splitName(textAt(user, 'name'))),
      imageUrl: urlAt(objectAt(objectAt(user, 'picture'), 'data'), 'url'),
    }
  },
  imitate: (identity) => ({
    profile: {
      user: {
        id: identity.id,
        name: fullName(identity),
        first_name: identity.firstName,
        last_name: identity.lastName,
        ...(identity.emailAddress === null ? {} : { email: identity.emailAddress }),
        ...(identity.imageUrl === null
          ? {}
          : { picture: { data: { height: 400, is_silhouette: false, url: identity.imageUrl, width: 400 } } }),
      },
    },
  }),
  sources: [
    'https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow',
    'https://developers.facebook.com/docs/facebook-login/guides/advanced/oidc-token',
    'https://developers.facebook.com/docs/graph-api/reference/user/',
  ],
}
