import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, splitName, textAt, urlAt } from '../read-profile.ts'

export const atlassian: OAuthProvider = {
  key: 'atlassian',
  name: 'Atlassian',
  icon: {
    paths: [
      {
        fill: '#1868db',
        d: 'M7.12 11.08a.68.68 0 0 0-1.16.13L.08 22.97A.7.7 0 0 0 .7 24h8.2a.7.7 0 0 0 .62-.39c1.77-3.65.7-9.2-2.4-12.52zM11.43.38a15.5 15.5 0 0 0-.9 15.32l3.95 7.9a.7.7 0 0 0 .63.4h8.19a.7.7 0 0 0 .63-1.03L12.63.38a.66.66 0 0 0-1.2 0',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://auth.atlassian.com/authorize',
    token: 'https://auth.atlassian.com/oauth/token',
  },
  scopes: { base: ['read:me', 'offline_access'] },
  authorizationParameters: { audience: 'api.atlassian.com', prompt: 'consent' },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  tokenRequest: { json: true },
  profileRequests: [{ name: 'me', url: 'https://api.atlassian.com/me' }],
  toProfile: ({ profile: { me } }) => ({
    providerUserId: idAt(me, 'account_id'),
    // Not documented whether it was proven.
    ...addressAt(me, 'email'),
    username: textAt(me, 'nickname'),
    ...splitName(textAt(me, 'name')),
    imageUrl: urlAt(me, 'picture'),
  }),
  imitate: (identity) => ({
    profile: {
      me: {
        account_type: 'atlassian',
        account_id: identity.id,
        ...(identity.emailAddress === null ? {} : { email: identity.emailAddress }),
        name: fullName(identity),
        ...(identity.imageUrl === null ? {} : { picture: identity.imageUrl }),
        account_status: 'active',
        nickname: identity.username,
      },
    },
  }),
  sources: [
    'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/',
    'https://developer.atlassian.com/cloud/oauth/getting-started/faq',
  ],
}
