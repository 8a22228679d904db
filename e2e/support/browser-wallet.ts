/** A wallet's extension in a browser: it announces itself, and its owner says yes or no. The key stays in this process. */
import type { BrowserContext } from 'playwright-core'
import { ethereumWallet } from '../../apps/server/src/testing/test-wallet.ts'

export interface BrowserWallet {
  address: string
  /** What it was asked to sign, in the order in which it was asked. */
  signed: string[]
  /** Says no to whatever comes next. */
  decline(): void
}

interface Answer {
  result?: unknown
  error?: { code: number; message: string }
}

/** Puts a wallet into every page of a context that is opened from now on (EIP-1193, EIP-6963). */
export async function installWallet(
  context: BrowserContext,
  { name = 'MetaMask', rdns = 'io.metamask' } = {},
): Promise<BrowserWallet> {
  const { address, sign } = ethereumWallet()
  const signed: string[] = []
  let declines = false

  function answer({ method, params = [] }: { method: string; params?: unknown[] }): Answer {
    if (declines) {
      declines = false
      return { error: { code: 4001, message: 'The user said no.' } }
    }
    if (method === 'eth_requestAccounts') return { result: [address] }
    if (method !== 'personal_sign') return { error: { code: 4200, message: `${method} is not supported.` } }
    const message = Buffer.from(String(params[0]).slice(2), 'hex').toString()
    signed.push(message)
    return { result: sign(message) }
  }

  const binding = `askWallet_${rdns.replaceAll('.', '_')}`
  await context.exposeFunction(binding, answer)
  await context.addInitScript(
    ([ask, info]) => {
      const provider = {
        async request(call: object) {
          const wallets = globalThis as never as Record<string, (call: object) => Promise<Answer>>
          const { result, error } = (await wallets[ask]?.(call)) ?? {}
          if (error) throw Object.assign(new Error(error.message), error)
          return result
        },
      }
      const announce = () =>
        window.dispatchEvent(
          new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }),
        )
      window.addEventListener('eip6963:requestProvider', announce)
      announce()
    },
    [
      binding,
      {
        uuid: crypto.randomUUID(),
        name,
        rdns,
        icon: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
      },
    ] as const,
  )
  return {
    address,
    signed,
    decline() {
      declines = true
    },
  }
}
