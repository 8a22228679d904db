import type { OAuthProvider } from '../provider.ts'
import { asList, asObject, idAt, isTrueAt, splitName, textAt } from '../read-profile.ts'

export const github: OAuthProvider = {
  key: 'github',
  name: 'GitHub',
  icon: {
    paths: [
      {
        d: 'M12 .3a12 12 0 0 0-3.8 23.38c.6.12.82-.26.82-.58v-2.22c-3.34.72-4.04-1.42-4.04-1.42-.54-1.4-1.34-1.76-1.34-1.76-1.08-.74.1-.74.1-.74 1.2.1 1.84 1.24 1.84 1.24 1.08 1.84 2.82 1.3 3.5 1 .1-.78.42-1.3.76-1.6-2.66-.3-5.46-1.32-5.46-5.92 0-1.32.46-2.38 1.24-3.22-.12-.3-.54-1.52.12-3.18 0 0 1-.32 3.3 1.24a11.5 11.5 0 0 1 6 0c2.28-1.56 3.28-1.24 3.28-1.24.66 1.66.24 2.88.12 3.18.76.84 1.22 1.9 1.22 3.22 0 4.62-2.8 5.62-5.48 5.92.44.36.82 1.1.82 2.22v3.28c0 .32.22.7.82.58A12 12 0 0 0 12 .3z',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://github.com/login/oauth/authorize',
    token: 'https://github.com/login/oauth/access_token',
  },
  scopes: { base: ['read:user', 'user:email'] },
  pkce: true,
  clientAuthentication: 'client_secret_post',
  tokenRequest: { headers: { accept: 'application/json' } },
  profileRequests: [
    { name: 'user', url: 'https://api.github.com/user', headers: { accept: 'application/vnd.github+json' } },
    // The profile shows the public address only, and does not say whether it was proven.
    {
      name: 'emails',
      url: 'https://api.github.com/user/emails',
      headers: { accept: 'application/vnd.github+json' },
      optional: true,
    },
  ],
  toProfile({ profile: { user, emails } }) {
    const primary = asList(emails)
      .map(asObject)
      .find((email) => email.primary === true)
    return {
      providerUserId: idAt(user, 'id'),
      emailAddress: textAt(primary, 'email') ?? textAt(user, 'email'),
      isEmailAddressVerified: textAt(primary, 'email') !== null && isTrueAt(primary, 'verified'),
      username: textAt(user, 'login'),
      ...splitName(textAt(user, 'name')),
      imageUrl: textAt(user, 'avatar_url'),
    }
  },
  imitate: (identity) => ({
    profile: {
      user: {
        id: Number.parseInt(identity.id, 10),
        login: identity.username,
        name: `${identity.firstName} ${identity.lastName}`,
        avatar_url: identity.imageUrl,
        email: null,
      },
      emails:
        identity.emailAddress === null
          ? []
          : [
              {
                email: identity.emailAddress,
                primary: true,
                verified: identity.isEmailAddressVerified,
                visibility: 'private',
              },
            ],
    },
  }),
  sources: [
    'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    'https://docs.github.com/en/rest/users/emails',
  ],
}
