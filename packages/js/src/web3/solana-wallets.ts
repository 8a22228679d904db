import { readLooks, type Wallet } from './wallet.ts'
import { askWallet, web3Error } from './web3-error.ts'

interface Account {
  address: string
}

/** What of a wallet of the Wallet Standard is used here. */
export interface StandardWallet {
  name: string
  icon?: string
  features: {
    'standard:connect'?: { connect(): Promise<{ accounts: readonly Account[] }> }
    'solana:signMessage'?: {
      signMessage(input: {
        account: Account
        message: Uint8Array
      }): Promise<readonly { signature: Uint8Array }[]>
    }
  }
}

/** All wallets of Solana on this page. They register with whoever says that an app is ready (Wallet Standard). */
export async function findSolanaWallets(page: EventTarget = window): Promise<Wallet[]> {
  const found = new Map<string, Wallet>()
  const register = (...wallets: StandardWallet[]) => {
    for (const wallet of wallets) {
      const usable = toWallet(wallet)
      if (usable) found.set(usable.id, usable)
    }
    return () => undefined
  }
  const hear = (event: Event) => {
    const { detail } = event as CustomEvent<unknown>
    if (typeof detail === 'function') detail({ register })
  }
  page.addEventListener('wallet-standard:register-wallet', hear)
  page.dispatchEvent(new CustomEvent('wallet-standard:app-ready', { detail: { register } }))
  page.removeEventListener('wallet-standard:register-wallet', hear)
  return [...found.values()]
}

function toWallet({ features, ...info }: StandardWallet): Wallet | undefined {
  const connect = features?.['standard:connect']
  const signMessage = features?.['solana:signMessage']
  if (!connect || !signMessage) return undefined
  const looks = readLooks(info)
  let accounts: readonly Account[] = []
  return {
    ...{ ...looks, id: looks.name, brand: 'solana' },
    async connect() {
      accounts = (await askWallet(() => connect.connect())).accounts
      const [account] = accounts
      if (!account) throw web3Error('web3_wallet_failed')
      return account.address
    },
    async sign(message, address) {
      const account = accounts.find((one) => one.address === address)
      if (!account) throw web3Error('web3_wallet_failed')
      const input = { account, message: new TextEncoder().encode(message) }
      const [signed] = await askWallet(() => signMessage.signMessage(input))
      if (!signed) throw web3Error('web3_wallet_failed')
      return btoa(String.fromCharCode(...signed.signature))
    },
  }
}
