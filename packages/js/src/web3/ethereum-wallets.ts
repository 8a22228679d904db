import { readLooks, type Wallet } from './wallet.ts'
import { askWallet, web3Error } from './web3-error.ts'

/** What wallets of Ethereum offer to pages (EIP-1193). */
export interface EthereumProvider {
  request(call: { method: string; params?: readonly unknown[] }): Promise<unknown>
}

/** How a wallet announces itself (EIP-6963). */
export interface Announcement {
  info: { uuid: string; name: string; icon: string; rdns: string }
  provider: EthereumProvider
}

/** How long a wallet may take to hear that it is asked for. */
const patienceMilliseconds = 200

/** All wallets that announce themselves; where none does, the one that was here before anybody announced anything. */
export async function findEthereumWallets(page: EventTarget = window): Promise<Wallet[]> {
  const found = new Map<string, Wallet>()
  const hear = (event: Event) => {
    const wallet = toWallet((event as CustomEvent<Partial<Announcement> | null>).detail ?? {})
    if (wallet) found.set(wallet.id, wallet)
  }
  page.addEventListener('eip6963:announceProvider', hear)
  page.dispatchEvent(new Event('eip6963:requestProvider'))
  // Most answer at once; others have to be woken first.
  if (found.size === 0) await new Promise((resolve) => setTimeout(resolve, patienceMilliseconds))
  page.removeEventListener('eip6963:announceProvider', hear)
  const { ethereum } = page as { ethereum?: EthereumProvider }
  if (found.size > 0 || typeof ethereum?.request !== 'function') return [...found.values()]
  return [fromProvider(ethereum, { id: 'ethereum', brand: '', name: 'Wallet', icon: undefined })]
}

function toWallet({ info, provider }: Partial<Announcement>): Wallet | undefined {
  if (typeof info?.uuid !== 'string' || typeof provider?.request !== 'function') return undefined
  return fromProvider(provider, { id: info.uuid, brand: String(info.rdns), ...readLooks(info) })
}

function fromProvider(provider: EthereumProvider, looks: Omit<Wallet, 'connect' | 'sign'>): Wallet {
  const ask = (method: string, params: readonly unknown[] = []) =>
    askWallet(() => provider.request({ method, params }))
  return {
    ...looks,
    async connect() {
      const accounts = await ask('eth_requestAccounts')
      const address: unknown = Array.isArray(accounts) ? accounts[0] : undefined
      if (typeof address !== 'string') throw web3Error('web3_wallet_failed')
      return address
    },
    sign: async (message, address) => String(await ask('personal_sign', [toHex(message), address])),
  }
}

/** The bytes of a text: in any other form wallets disagree about letters beyond ASCII. */
function toHex(text: string): string {
  const bytes = [...new TextEncoder().encode(text)]
  return `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
