import type { OAuthProvider } from '../provider.ts'
import { addressAt, fullName, idAt, objectAt, splitName, textAt, urlAt } from '../read-profile.ts'

const version = '2022-06-28'

export const notion: OAuthProvider = {
  key: 'notion',
  name: 'Notion',
  icon: {
    paths: [
      {
        d: 'M4.46 4.2c.74.61 1.02.57 2.43.47l13.21-.79c.28 0 .05-.28-.04-.32l-2.2-1.6c-.42-.32-.98-.7-2.06-.6L3.02 2.3c-.47.05-.56.28-.37.47zm.8 3.09v13.9c0 .75.37 1.03 1.2.98L21 21.33c.84-.04.93-.56.93-1.16V6.34c0-.6-.23-.93-.74-.88L6 6.35c-.56.05-.75.33-.75.94zm14.33.74c.1.42 0 .84-.42.9l-.7.13v10.26q-.92.5-1.64.52c-.74 0-.93-.24-1.5-.93l-4.57-7.19v6.95l1.45.33s0 .84-1.17.84l-3.22.19c-.1-.19 0-.66.33-.75l.84-.23v-9.2l-1.17-.09c-.1-.42.14-1.03.8-1.07l3.45-.24 4.76 7.28V9.3l-1.21-.14c-.1-.51.28-.88.75-.93zm-17.65-7 13.3-.97c1.64-.14 2.06-.05 3.09.7l4.25 2.98c.7.51.93.65.93 1.21v16.38c0 1.03-.37 1.64-1.68 1.73l-15.46.93c-.98.05-1.45-.1-1.96-.74l-3.13-4.06c-.56-.75-.8-1.31-.8-1.96V2.67c0-.84.38-1.54 1.46-1.63',
      },
    ],
  },
  protocol: 'oauth2',
  endpoints: {
    authorization: 'https://api.notion.com/v1/oauth/authorize',
    token: 'https://api.notion.com/v1/oauth/token',
  },
  // What may be read is set where the integration is registered.
  scopes: { base: [] },
  authorizationParameters: { owner: 'user' },
  // Notion refuses token requests with members that it does not know.
  pkce: false,
  clientAuthentication: 'client_secret_basic',
  tokenRequest: { headers: { 'notion-version': version }, json: true },
  profileRequests: [
    {
      name: 'me',
      url: 'https://api.notion.com/v1/users/me',
      headers: { 'notion-version': version },
    },
  ],
  // The bot of a workspace says who let it in.
  toProfile({ profile: { me }, tokens }) {
    const owner = objectAt(objectAt(objectAt(me, 'bot'), 'owner'), 'user')
    return {
      providerUserId: idAt(owner, 'id'),
      // Not documented whether it was proven.
      ...addressAt(objectAt(owner, 'person'), 'email'),
      username: null,
      ...splitName(textAt(owner, 'name')),
      imageUrl: urlAt(owner, 'avatar_url'),
      label: textAt(tokens, 'workspace_name'),
    }
  },
  imitate: (identity) => {
    const user = {
      object: 'user',
      id: identity.id,
      type: 'person',
      name: fullName(identity),
      avatar_url: identity.imageUrl,
      person: identity.emailAddress === null ? {} : { email: identity.emailAddress },
    }
    const owner = { type: 'user', user }
    return {
      profile: { me: { object: 'user', id: 'bot-development', type: 'bot', bot: { owner } } },
      tokens: {
        bot_id: 'bot-development',
        owner,
        workspace_id: 'development',
        workspace_name: 'Development',
        workspace_icon: null,
        duplicated_template_id: null,
      },
    }
  },
  sources: [
    'https://developers.notion.com/docs/authorization',
    'https://developers.notion.com/reference/create-a-token',
    'https://developers.notion.com/changelog/retrieve-information-about-your-token',
  ],
}
