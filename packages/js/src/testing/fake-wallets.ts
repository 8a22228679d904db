/** Wallets as extensions put them into a page. They sign by writing down what they were asked to sign. */
import type { EthereumProvider } from '../web3/ethereum-wallets.ts'
import type { StandardWallet } from '../web3/solana-wallets.ts'

/** A page that wallets can be installed in. */
export interface FakeWalletPage extends EventTarget {
  ethereum?: EthereumProvider
}

export const fakeAddress = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

/** Answers as a wallet whose owner agrees to everything. */
export function fakeProvider(asked: unknown[] = []): EthereumProvider {
  return {
    async request({ method, params = [] }) {
      asked.push([method, ...params])
      return method === 'eth_requestAccounts' ? [fakeAddress] : '0xsigned'
    },
  }
}

/** Announces a wallet whenever it is asked for (EIP-6963). */
export function installEthereum(
  page: EventTarget,
  info: object,
  { provider = fakeProvider(), after }: { provider?: unknown; after?: number } = {},
): void {
  page.addEventListener('eip6963:requestProvider', () => {
    const announce = () =>
      void page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: { info, provider } }))
    if (after === undefined) announce()
    else setTimeout(announce, after)
  })
}

/** Puts a wallet into the page that runs the tests. Returns how to take it out. */
export function installOnce(info: object, provider: unknown = fakeProvider()): () => void {
  const heard: [type: string, listener: EventListener][] = []
  const page = {
    addEventListener(type: string, listener: EventListener) {
      heard.push([type, listener])
      window.addEventListener(type, listener)
    },
    dispatchEvent: (event: Event) => window.dispatchEvent(event),
  }
  installEthereum(page as never, info, { provider })
  return () => {
    for (const [type, listener] of heard) window.removeEventListener(type, listener)
  }
}

export function installSolana(page: EventTarget, wallet: Partial<StandardWallet> & { name: string }): void {
  const whole = {
    features: {
      'standard:connect': { connect: async () => ({ accounts: [{ address: 'So1ana' }] }) },
      'solana:signMessage': {
        signMessage: async ({ message }: { message: Uint8Array }) => [{ signature: message.slice(0, 3) }],
      },
    },
    ...wallet,
  }
  page.addEventListener('wallet-standard:app-ready', (event) => {
    const { register } = (event as CustomEvent<{ register(wallet: object): void }>).detail
    register(whole)
  })
}
