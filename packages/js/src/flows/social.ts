/** Going by way of a provider: which ones there are, and how an attempt is begun with one. */
import type { EnvironmentWire } from '@keywright/contract'

/** A provider whose accounts users of the instance sign in with. */
export interface SocialProvider
  extends Pick<EnvironmentWire['user_settings']['social']['oauth_'], 'name' | 'logo_url'> {
  /** `oauth_google`; also `web3_metamask_signature`, since a wallet is chosen in the same way. */
  strategy: string
}

/** Where a provider leads back to: the page that reads what came of it, and the one to go on to where all went well. */
export interface SsoUrls {
  redirect_url: string
  action_complete_redirect_url: string
}

/** Those that can be chosen, in an order that does not change. */
export function readProviders({ user_settings: { social } }: EnvironmentWire): SocialProvider[] {
  return Object.values(social)
    .filter((one) => one.enabled && one.authenticatable && !one.not_selectable)
    .sort((a, b) => (a.strategy < b.strategy ? -1 : 1))
}

/** What a provider sent somebody back with, beside the error itself. */
export interface VerificationFault {
  code: string
  message: string
  long_message?: string | undefined
}
