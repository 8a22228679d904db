import type { OAuthProvider } from '../provider.ts'
import { fullName, idAt, objectAt, splitName, textAt, urlAt } from '../read-profile.ts'

export const tiktok: OAuthProvider = {
  key: 'tiktok',
  name: 'TikTok',
  icon: {
    paths: [
      {
        d: 'm12.53.02 3.9-.02a6.2 6.2 0 0 0 1.76 4.17 7 7 0 0 0 4.24 1.79v4.03a10.7 10.7 0 0 1-5.82-1.9q0 4.38-.02 8.75a7.6 7.6 0 0 1-1.35 3.94 7.5 7.5 0 0 1-5.91 3.21A7.54 7.54 0 0 1 4.17 10.8a7.4 7.4 0 0 1 6.15-1.72c.02 1.48-.04 2.96-.04 4.44a3.5 3.5 0 0 0-3.02.37 3.5 3.5 0 0 0-1.36 1.75c-.21.51-.15 1.07-.14 1.61.24 1.64 1.82 3.02 3.5 2.87a3.4 3.4 0 0 0 2.77-1.61c.19-.33.4-.67.4-1.06.1-1.79.07-3.57.08-5.36q-.01-6.04.02-12.07',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://www.tiktok.com/v2/auth/authorize/',
    token: 'https://open.tiktokapis.com/v2/oauth/token/',
  },
  scopes: { base: ['user.info.basic'], separator: ',' },
  // For apps on devices only, and in a form of its own.
  pkce: false,
  clientAuthentication: 'client_secret_post',
  clientIdParameter: 'client_key',
  profileRequests: [
    {
      name: 'info',
      url: 'https://open.tiktokapis.com/v2/user/info/?fields=open_id,union_id,avatar_url,display_name',
    },
  ],
  toProfile({ profile: { info } }) {
    const user = objectAt(objectAt(info, 'data'), 'user')
    return {
      providerUserId: idAt(user, 'open_id'),
      // TikTok gives no address to anybody.
      emailAddress: null,
      isEmailAddressVerified: false,
      username: null,
      ...splitName(textAt(user, 'display_name')),
      imageUrl: urlAt(user, 'avatar_url'),
    }
  },
  imitate: (identity) => ({
    profile: {
      info: {
        data: {
          user: {
            open_id: identity.id,
            union_id: `union-${identity.id}`,
            display_name: fullName(identity),
            ...(identity.imageUrl === null ? {} : { avatar_url: identity.imageUrl }),
          },
        },
        error: { code: 'ok', message: '', log_id: 'development' },
      },
    },
    tokens: { open_id: identity.id, refresh_expires_in: 31536000 },
  }),
  sources: [
    'https://developers.tiktok.com/doc/login-kit-web',
    'https://developers.tiktok.com/doc/oauth-user-access-token-management',
    'https://developers.tiktok.com/doc/tiktok-api-v2-get-user-info',
  ],
}
