import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, splitName, textAt } from '../read-profile.ts'

/** The profile holds the hash of the image only (Discord's reference, "Image Formatting"). */
function avatarUrl(user: unknown): string | null {
  const hash = textAt(user, 'avatar')
  const id = textAt(user, 'id')
  if (hash === null || id === null || !/^\w+$/.test(hash) || !/^\d+$/.test(id)) return null
  return `https://cdn.discordapp.com/avatars/${id}/${hash}.png`
}

export const discord: OAuthProvider = {
  key: 'discord',
  name: 'Discord',
  icon: {
    paths: [
      {
        fill: '#5865f2',
        d: 'M20.32 4.37a20 20 0 0 0-4.89-1.52.1.1 0 0 0-.08.04c-.2.38-.44.87-.6 1.25a18 18 0 0 0-5.5 0c-.16-.4-.4-.87-.6-1.25a.1.1 0 0 0-.09-.04 20 20 0 0 0-4.88 1.52l-.04.03A20.3 20.3 0 0 0 .1 18.06l.03.05a20 20 0 0 0 6 3.03l.08-.02q.7-.95 1.22-2a.1.1 0 0 0-.04-.1 13 13 0 0 1-1.87-.9.1.1 0 0 1 0-.12l.36-.3h.08a14.2 14.2 0 0 0 12.06 0h.08l.37.3a.1.1 0 0 1 0 .12 12 12 0 0 1-1.88.9.1.1 0 0 0-.04.1q.55 1.05 1.23 2l.08.02a20 20 0 0 0 6-3.03l.04-.05c.5-5.18-.84-9.68-3.55-13.66zM8.02 15.33c-1.18 0-2.16-1.08-2.16-2.42s.96-2.42 2.16-2.42 2.18 1.1 2.16 2.42c0 1.34-.96 2.42-2.16 2.42m7.97 0c-1.18 0-2.15-1.08-2.15-2.42s.95-2.42 2.15-2.42c1.22 0 2.18 1.1 2.16 2.42 0 1.34-.94 2.42-2.16 2.42',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://discord.com/oauth2/authorize',
    token: 'https://discord.com/api/oauth2/token',
    revocation: 'https://discord.com/api/oauth2/token/revoke',
  },
  scopes: { base: ['identify', 'email'] },
  pkce: true,
  clientAuthentication: 'client_secret_basic',
  profileRequests: [{ name: 'user', url: 'https://discord.com/api/users/@me' }],
  toProfile: ({ profile: { user } }) => ({
    providerUserId: idAt(user, 'id'),
    ...addressAt(user, 'email', 'verified'),
    username: textAt(user, 'username'),
    ...splitName(textAt(user, 'global_name')),
    imageUrl: avatarUrl(user),
  }),
  imitate: (identity) => ({
    profile: {
      user: {
        id: identity.id,
        username: identity.username,
        discriminator: '0',
        global_name: fullName(identity),
        avatar: null,
        email: identity.emailAddress,
        verified: identity.emailAddress !== null && identity.isEmailAddressVerified,
      },
    },
  }),
  sources: [
    'https://discord.com/developers/docs/topics/oauth2',
    'https://discord.com/developers/docs/resources/user',
    'https://discord.com/developers/docs/reference#image-formatting',
  ],
}
