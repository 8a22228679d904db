/** What the steps of a flow do that go by way of a provider. */

import type { UsedWallet, UseWalletInput } from '../web3/use-wallet.ts'
import type { Failure } from './failure.ts'
import type { FlowApi, FlowCall } from './flow-api.ts'
import { isWebUrl } from './is-web-url.ts'
import type { SsoUrls, VerificationFault } from './social.ts'

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

interface Leaving {
  /** Leaves the page; resolves when somebody has come back to it as it was. */
  leaveFor(url: string): Promise<void>
}

/** The call that a provider answers for. */
export const socialCall = (path: string, strategy: string, urls: SsoUrls): FlowCall => ({
  method: 'POST',
  path,
  form: { strategy, ...urls },
})

/** Sends the browser where a verification says. */
export async function leaveBy(
  verification: { external_verification_redirect_url?: string | undefined } | null | undefined,
  { leaveFor }: Leaving,
): Promise<void> {
  const url = verification?.external_verification_redirect_url
  if (!isWebUrl(url)) throw new TypeError('Keywright: the server names no address of the provider.')
  await leaveFor(url)
}

/** Asks a wallet of this page. What does so is loaded for those who have one. */
export async function useWallet(api: FlowApi, input: UseWalletInput): Promise<UsedWallet> {
  return await (await import('../web3/use-wallet.ts')).useWallet(api, input)
}
