import type { OAuthProvider } from '../provider.ts'
import {
  addressAt,
  asList,
  asObject,
  fullName,
  idAt,
  isTrueAt,
  objectAt,
  splitName,
  textAt,
  urlAt,
} from '../read-profile.ts'
import { withScope } from '../read-tokens.ts'

export const bitbucket: OAuthProvider = {
  key: 'bitbucket',
  name: 'Bitbucket',
  icon: {
    paths: [
      {
        fill: '#0052cc',
        d: 'M.78 1.21a.77.77 0 0 0-.77.9l3.26 19.8c.09.5.52.87 1.02.88h15.66a.8.8 0 0 0 .77-.65l3.27-20.03a.77.77 0 0 0-.77-.89zm13.74 14.32h-5L8.17 8.47h7.56z',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://bitbucket.org/site/oauth2/authorize',
    token: 'https://bitbucket.org/site/oauth2/access_token',
  },
  // What may be read is set where the consumer is registered, and cannot be narrowed here.
  scopes: { base: [] },
  // Not documented.
  pkce: false,
  clientAuthentication: 'client_secret_basic',
  readTokens: (body) => withScope(body, 'scopes'),
  profileRequests: [
    { name: 'user', url: 'https://api.bitbucket.org/2.0/user' },
    { name: 'emails', url: 'https://api.bitbucket.org/2.0/user/emails', optional: true },
  ],
  toProfile({ profile: { user, emails } }) {
    const primary = asList(asObject(emails).values).find((email) => isTrueAt(email, 'is_primary'))
    return {
      providerUserId: idAt(user, 'uuid'),
      ...addressAt(primary, 'email', 'is_confirmed'),
      username: textAt(user, 'nickname'),
      ...splitName(textAt(user, 'display_name')),
      imageUrl: urlAt(objectAt(objectAt(user, 'links'), 'avatar'), 'href'),
    }
  },
  imitate: ({ emailAddress, ...identity }) => ({
    profile: {
      user: {
        type: 'user',
        uuid: identity.id,
        nickname: identity.username,
        display_name: fullName({ emailAddress, ...identity }),
        links: identity.imageUrl === null ? {} : { avatar: { href: identity.imageUrl } },
      },
      emails: {
        values:
          emailAddress === null
            ? []
            : [
                {
                  type: 'email',
                  email: emailAddress,
                  is_primary: true,
                  is_confirmed: identity.isEmailAddressVerified,
                },
              ],
      },
    },
    tokens: { scopes: 'account email' },
  }),
  sources: [
    'https://developer.atlassian.com/cloud/bitbucket/oauth-2/',
    'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/',
    'https://developer.atlassian.com/cloud/bitbucket/rest/api-group-users/',
  ],
}
