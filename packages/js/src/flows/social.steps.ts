/** What the steps of a flow do that go by way of a provider. */

import type { UsedWallet, UseWalletInput } from '../web3/use-wallet.ts'
import type { Failure } from './failure.ts'
import type { FlowApi, FlowCall } from './flow-api.ts'
import { isWebUrl } from './is-web-url.ts'
import type { SsoUrls, VerificationFault } from './social.ts'
import type { WayOut } from './way-out.ts'

export const isWallet = (strategy: string): boolean => strategy.startsWith('web3_')

export const isSocial = (strategy: string): boolean => strategy.startsWith('oauth_')

/** The same as the failure of a step, so that it is shown where any other would be. */
export function failureOfFault({ code, message, long_message: long }: VerificationFault): Failure {
  return {
    code,
    faults: [{ code, param: undefined, message: long ?? message, meta: {} }],
    retryAfterSeconds: undefined,
  }
}

/** The call that a provider answers for. */
export const socialCall = (path: string, strategy: string, urls: SsoUrls): FlowCall => ({
  method: 'POST',
  path,
  form: { strategy, ...urls },
})

type Verification = { external_verification_redirect_url?: string | undefined } | null | undefined

/** Goes where the server says; gives the session that somebody came back with to the page as it was, if they did. */
export async function travel(
  { setOut }: { setOut(): WayOut },
  ask: (urls: SsoUrls) => Promise<Verification>,
): Promise<string | undefined> {
  const way = setOut()
  try {
    const url = (await ask(way.urls))?.external_verification_redirect_url
    if (!isWebUrl(url)) throw new TypeError('Keywright: the server names no address of the provider.')
    return await way.go(url)
  } catch (thrown) {
    way.giveUp?.()
    throw thrown
  }
}

/** Asks a wallet of this page. What does so is loaded for those who have one. */
export async function useWallet(api: FlowApi, input: UseWalletInput): Promise<UsedWallet> {
  return await (await import('../web3/use-wallet.ts')).useWallet(api, input)
}
