import type { OAuthProvider } from './provider.ts'
import { github } from './providers/github.ts'
import { google } from './providers/google.ts'

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

const all: readonly OAuthProvider[] = [google, github]

const byKey = new Map(all.map((provider) => [provider.key, provider]))

/** Every provider this server knows, in the order in which they are offered to operators. */
export const listProviders = (): readonly OAuthProvider[] => all

export const findProvider = (key: string): OAuthProvider | undefined => byKey.get(key)
