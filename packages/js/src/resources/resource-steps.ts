import type { Web3Strategy } from '@keywright/contract'
import { toCamel, toSnakeKeys } from './camel.ts'
import { connectForm } from './external-account.ts'
import { type ReloadParams, reloadQuery } from './reload.ts'
import type { Stepped } from './stepped.ts'

type Step = (stepped: Stepped, params?: object) => Promise<unknown>
type Method = 'POST' | 'PATCH'

async function change({ self, send }: Stepped, method: Method, path: string, form: object = {}) {
  return Object.assign(self, toCamel(await send<object>({ method, path, form: toSnakeKeys(form) })))
}

async function reload(stepped: Stepped, params?: ReloadParams) {
  const call = { method: 'GET', path: pathOf(stepped), query: reloadQuery(params) } as const
  return Object.assign(stepped.self, toCamel(await stepped.send<object>(call)))
}

/** Steps of an attempt that was never begun have nowhere to go. */
function pathOf({ self, path }: Stepped): string {
  if (typeof self.id !== 'string') throw new TypeError('Keywright: call create() first.')
  return `${path}/${self.id}`
}

const below =
  (name: string): Step =>
  (stepped, params) =>
    change(stepped, 'POST', `${pathOf(stepped)}/${name}`, params)

/** Wallets are asked by what is loaded with the first of them. */
const web3 =
  (named?: Web3Strategy): Step =>
  async ({ self }, params) => {
    const { authenticate } = await import('../web3/authenticate.ts')
    return await authenticate(self, { ...params, ...(named && { strategy: named }) })
  }

/** Providers are gone to by what is loaded with the first of them. */
const byProvider =
  (how: 'goByRedirect' | 'goByPopup'): Step =>
  async ({ self, page }, params) =>
    (await import('./by-provider.ts'))[how](self as never, page?.() as never, params as never)

const steps: Record<string, Step> = {
  create: (stepped, params) => change(stepped, 'POST', stepped.path, params),
  update: (stepped, params) => change(stepped, 'PATCH', pathOf(stepped), params),
  reload,
  destroy: async (stepped) => void (await stepped.send({ method: 'DELETE', path: pathOf(stepped) })),
  prepareFirstFactor: below('prepare_first_factor'),
  attemptFirstFactor: below('attempt_first_factor'),
  resetPassword: below('reset_password'),
  revoke: below('revoke'),
  prepareVerification: below('prepare_verification'),
  attemptVerification: below('attempt_verification'),
  prepareEmailAddressVerification: (stepped, params = { strategy: 'email_code' }) =>
    below('prepare_verification')(stepped, params),
  attemptEmailAddressVerification: (stepped, params) =>
    below('attempt_verification')(stepped, { strategy: 'email_code', ...params }),
  async reauthorize(stepped, params) {
    const path = `${pathOf(stepped)}/reauthorize`
    const { provider } = stepped.self
    return Object.assign(await change(stepped, 'PATCH', path, connectForm(params)), { provider })
  },
  authenticateWithRedirect: byProvider('goByRedirect'),
  authenticateWithPopup: byProvider('goByPopup'),
  authenticateWithWeb3: web3(),
  authenticateWithMetamask: web3('web3_metamask_signature'),
  authenticateWithCoinbaseWallet: web3('web3_coinbase_wallet_signature'),
  authenticateWithOKXWallet: web3('web3_okx_wallet_signature'),
  authenticateWithBase: web3('web3_base_signature'),
  authenticateWithSolana: web3('web3_solana_signature'),
}

/** All that a resource could take; it offers those it has. */
export const stepsOf = (stepped: Stepped): Record<string, (params?: object) => Promise<unknown>> =>
  Object.fromEntries(
    Object.entries(steps).map(([name, step]) => [name, (params?: object) => step(stepped, params)]),
  )
