import { toCamel } from './camel.ts'
import { laterVerbs } from './later-verbs.ts'
import type { ResourceApi } from './resource-api.ts'
import type { Stepped } from './stepped.ts'

/**
 * Gives a resource its steps, by name. Few pages take one: what the steps do is loaded with a form that takes them, or with
 * the first that is taken.
 */
export function withSteps<Resource>(fields: object, names: string, rest: Omit<Stepped, 'self'>): Resource {
  const self: Record<string, unknown> = { ...fields }
  const load = async () => (await import('./resource-steps.ts')).stepsOf({ self, ...rest })
  return Object.assign(self, laterVerbs(`reload ${names}`, load)) as Resource
}

/** By way of a wallet or of a provider, as official SDKs name it. */
const ways = 'Web3 Metamask CoinbaseWallet OKXWallet Base Solana Redirect Popup'
export const wayNames: string = ways.replace(/\w+/g, 'authenticateWith$&')

/** Of what names a user and has to be proven. */
const identificationNames = 'prepareVerification attemptVerification destroy'

/** What an account elsewhere can do. */
export const accountNames = 'reauthorize destroy'

export function toIdentification<Resource>(
  wire: object,
  path: string,
  send: ResourceApi['send'],
  names: string = identificationNames,
): Resource {
  return withSteps(toCamel(wire), names, { path, send })
}
