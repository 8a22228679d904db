import { type InstanceSettings, Web3Strategy } from '@keywright/contract'
import { decodeBase58 } from './base58.policy.ts'

/** What an address belongs to: `ethereum` stands for every chain with its addresses. */
export type Web3Chain = 'ethereum' | 'solana'

/** The chain an address is of; `undefined` for what is no address. Both forms tell themselves apart: base58 has no `0`. */
export function chainOf(address: string): Web3Chain | undefined {
  if (/^0x[0-9a-f]{40}$/i.test(address)) return 'ethereum'
  const isSolana = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(address) && decodeBase58(address)?.length === 32
  return isSolana ? 'solana' : undefined
}

/** The one form in which an address is stored and compared; `undefined` for what is no address. The case of Ethereum's is a checksum only (EIP-55). */
export function normalizeWeb3Wallet(text: string): string | undefined {
  const address = text.trim()
  const chain = chainOf(address)
  if (chain === undefined) return undefined
  return chain === 'ethereum' ? address.toLowerCase() : address
}

const chainByStrategy: Record<Web3Strategy, Web3Chain> = {
  web3_metamask_signature: 'ethereum',
  web3_coinbase_wallet_signature: 'ethereum',
  web3_okx_wallet_signature: 'ethereum',
  web3_base_signature: 'ethereum',
  web3_solana_signature: 'solana',
}

export function isWeb3Strategy(strategy: string): strategy is Web3Strategy {
  return Object.hasOwn(chainByStrategy, strategy)
}

/** The wallets that are switched on. */
export function web3Strategies({ web3 }: Pick<InstanceSettings, 'web3'>): Web3Strategy[] {
  return Web3Strategy.options.filter((strategy) => web3[settingOf(strategy)])
}

/** The wallets by which a given address can be proven here; none for what is no address. */
export function web3StrategiesFor(settings: Pick<InstanceSettings, 'web3'>, address: string): Web3Strategy[] {
  const chain = chainOf(address)
  return web3Strategies(settings).filter((strategy) => chainByStrategy[strategy] === chain)
}

/** The address that somebody signs in with, in its stored form; `undefined` where wallets of its chain are switched off. */
export function web3IdentifierOf(
  settings: Pick<InstanceSettings, 'web3'>,
  identifier: string,
): string | undefined {
  const address = normalizeWeb3Wallet(identifier)
  return address !== undefined && web3StrategiesFor(settings, address).length > 0 ? address : undefined
}

function settingOf(strategy: Web3Strategy): keyof InstanceSettings['web3'] {
  return strategy.slice('web3_'.length, -'_signature'.length) as keyof InstanceSettings['web3']
}
