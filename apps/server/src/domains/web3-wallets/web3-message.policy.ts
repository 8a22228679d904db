import type { Web3Chain } from './web3-address.policy.ts'

/** How long a message can be signed: long enough to find a hardware wallet. */
export const messageLifetimeMilliseconds = 600_000

export interface Web3MessageInput {
  chain: Web3Chain
  /** The origin of the page that asks: wallets warn where it is not the page they see. */
  origin: string
  /** As the owner knows it: Ethereum's with the capitals of EIP-55. */
  address: string
  /** What a signature is good for, in words. */
  statement: string
  nonce: string
  issuedAt: Date
  expireAt: Date
}

const chains = {
  // Accounts are the same on every chain of this kind; the message names the main one (EIP-155).
  ethereum: { account: 'Ethereum', id: '1' },
  solana: { account: 'Solana', id: 'mainnet' },
} as const

/** What a wallet signs: ERC-4361, and the same form for Solana (Sign In With Solana). */
export function writeWeb3Message(input: Web3MessageInput): string {
  const { account, id } = chains[input.chain]
  return [
    `${authorityOf(input.origin)} wants you to sign in with your ${account} account:`,
    input.address,
    '',
    input.statement,
    '',
    `URI: ${input.origin}`,
    'Version: 1',
    `Chain ID: ${id}`,
    `Nonce: ${input.nonce}`,
    `Issued At: ${input.issuedAt.toISOString()}`,
    `Expiration Time: ${input.expireAt.toISOString()}`,
  ].join('\n')
}

/** Whether a message was made for a page of this origin. */
export function isMessageOf(origin: string, message: string): boolean {
  return message.startsWith(`${authorityOf(origin)} wants you to sign in with your `)
}

/** Without a scheme a wallet takes it for `https` (ERC-4361, "Message Format"). */
function authorityOf(origin: string): string {
  const { protocol, host } = new URL(origin)
  return protocol === 'https:' ? host : `${protocol}//${host}`
}
