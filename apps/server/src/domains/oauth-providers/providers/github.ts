import type { OAuthProvider } from '../provider.ts'
import { addressAt, asList, fullName, idAt, isTrueAt, splitName, textAt, urlAt } from '../read-profile.ts'

const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' }

export const github: OAuthProvider = {
  key: 'github',
  name: 'GitHub',
  icon: {
    paths: [
      {
        d: 'M12 .3a12 12 0 0 0-3.8 23.38c.6.12.83-.26.83-.57L9 21.07c-3.34.72-4.04-1.61-4.04-1.61-.55-1.39-1.34-1.76-1.34-1.76-1.08-.74.09-.73.09-.73 1.2.09 1.84 1.24 1.84 1.24 1.07 1.83 2.8 1.3 3.49 1 .1-.78.42-1.31.76-1.61-2.66-.3-5.47-1.33-5.47-5.93 0-1.31.47-2.38 1.24-3.22-.14-.3-.54-1.52.1-3.18 0 0 1-.32 3.3 1.23a11.5 11.5 0 0 1 6 0c2.28-1.55 3.29-1.23 3.29-1.23.64 1.66.24 2.88.12 3.18a4.7 4.7 0 0 1 1.23 3.22c0 4.61-2.8 5.63-5.48 5.92.42.36.81 1.1.81 2.22l-.01 3.29c0 .31.2.69.82.57A12 12 0 0 0 12 .3',
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
  // Without it the tokens come as a form.
  tokenRequest: { headers: { accept: 'application/json' } },
  profileRequests: [
    { name: 'user', url: 'https://api.github.com/user', headers },
    // The profile shows the public address only, and does not say whether it was proven.
    { name: 'emails', url: 'https://api.github.com/user/emails', headers, optional: true },
  ],
  toProfile({ profile: { user, emails } }) {
    const primary = asList(emails).find((email) => isTrueAt(email, 'primary'))
    return {
      providerUserId: idAt(user, 'id'),
      ...(primary === undefined ? addressAt(user, 'email') : addressAt(primary, 'email', 'verified')),
      username: textAt(user, 'login'),
      ...splitName(textAt(user, 'name')),
      imageUrl: urlAt(user, 'avatar_url'),
    }
  },
  imitate: ({ emailAddress, ...identity }) => ({
    profile: {
      user: {
        id: Number.parseInt(identity.id, 10),
        login: identity.username,
        name: fullName({ emailAddress, ...identity }),
        avatar_url: identity.imageUrl,
        email: null,
      },
      emails:
        emailAddress === null
          ? []
          : [
              {
                email: emailAddress,
                primary: true,
                verified: identity.isEmailAddressVerified,
                visibility: 'private',
              },
            ],
    },
  }),
  sources: [
    'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    'https://docs.github.com/en/rest/users/users#get-the-authenticated-user',
    'https://docs.github.com/en/rest/users/emails#list-email-addresses-for-the-authenticated-user',
  ],
}
