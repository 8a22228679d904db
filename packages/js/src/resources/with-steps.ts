import type { Stepped } from './stepped.ts'

/**
 * Gives a resource its steps, by name. Few pages take one: what the steps do is loaded with a form that takes them, or with
 * the first that is taken.
 */
export function withSteps<Resource>(fields: object, names: string, rest: Omit<Stepped, 'self'>): Resource {
  const self: Record<string, unknown> = { ...fields }
  for (const name of `reload ${names}`.split(' ')) {
    self[name] = async (params?: object) =>
      (await import('./resource-steps.ts')).takeStep({ self, ...rest }, name, params)
  }
  return self as Resource
}

/** How wallets are asked, as official SDKs name it. */
export const web3Names =
  'authenticateWithWeb3 authenticateWithMetamask authenticateWithCoinbaseWallet authenticateWithOKXWallet authenticateWithBase authenticateWithSolana'

/** By way of a provider. */
export const providerNames = 'authenticateWithRedirect authenticateWithPopup'

/** Of what names a user and has to be proven. */
export const identificationNames = 'prepareVerification attemptVerification destroy'
