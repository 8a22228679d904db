import type { OAuthProvider } from './provider.ts'
import { apple } from './providers/apple.ts'
import { atlassian } from './providers/atlassian.ts'
import { bitbucket } from './providers/bitbucket.ts'
import { box } from './providers/box.ts'
import { coinbase } from './providers/coinbase.ts'
import { discord } from './providers/discord.ts'
import { dropbox } from './providers/dropbox.ts'
import { facebook } from './providers/facebook.ts'
import { github } from './providers/github.ts'
import { gitlab } from './providers/gitlab.ts'
import { google } from './providers/google.ts'
import { hubspot } from './providers/hubspot.ts'
import { huggingface } from './providers/huggingface.ts'
import { instagram } from './providers/instagram.ts'
import { line } from './providers/line.ts'
import { linear } from './providers/linear.ts'
import { linkedinOidc } from './providers/linkedin-oidc.ts'
import { microsoft } from './providers/microsoft.ts'
import { notion } from './providers/notion.ts'
import { slack } from './providers/slack.ts'
import { spotify } from './providers/spotify.ts'
import { tiktok } from './providers/tiktok.ts'
import { twitch } from './providers/twitch.ts'
import { vercel } from './providers/vercel.ts'
import { x } from './providers/x.ts'
import { xero } from './providers/xero.ts'

export { customProvider, type Discovered } from './custom-provider.ts'
export { providerIconUrl } from './icon-url.ts'
export {
  type ExternalProfile,
  type ImitatedAnswers,
  type ImitatedIdentity,
  type Json,
  type OAuthProvider,
  ProfileFault,
  type ProfileRequest,
  type ProviderAnswers,
  type ProviderOption,
} from './provider.ts'
export { readProfile } from './read-profile.ts'

const mostWanted = [google, github, apple, microsoft, facebook, discord, x, linkedinOidc]
const forDevelopers = [gitlab, bitbucket, vercel, huggingface, linear]
const forWork = [slack, notion, atlassian, dropbox, box, hubspot, xero]
const others = [twitch, tiktok, instagram, spotify, line, coinbase]
const all: readonly OAuthProvider[] = [...mostWanted, ...forDevelopers, ...forWork, ...others]

const byKey = new Map(all.map((provider) => [provider.key, provider]))

/** Every provider this server knows, in the order in which they are offered to operators. */
export const listProviders = (): readonly OAuthProvider[] => all

export const findProvider = (key: string): OAuthProvider | undefined => byKey.get(key)
