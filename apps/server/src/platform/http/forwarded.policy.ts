/** What proxies say about the caller, and which of them are believed. */
import { BlockList, isIP } from 'node:net'

/** Addresses, or networks such as `10.0.0.0/8`, of the operator's own reverse proxies. */
export interface TrustedProxies {
  includes(address: string): boolean
}

/** Throws when an entry is neither an address nor a network. */
export function createTrustedProxies(entries: readonly string[]): TrustedProxies {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)))
      throw new RangeError(`"${entry}" is neither an address nor a network`)
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return {
    includes(address) {
      const plain = plainAddress(address)
      const version = isIP(plain)
      return version !== 0 && list.check(plain, version === 6 ? 'ipv6' : 'ipv4')
    },
  }
}

/** An IPv4 address that a dual-stack socket wrote as IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

/**
 * The caller behind trusted proxies: from the right, the first address that is not one of them. Everything further to
 * the left was written by the caller and could be anything.
 */
export function callerBehind(chain: string | null, remoteAddress: string, trusted: TrustedProxies): string {
  const remote = plainAddress(remoteAddress)
  if (!trusted.includes(remote)) return remote
  const hops = readChain(chain)
  return hops.findLast((hop) => !trusted.includes(hop)) ?? hops[0] ?? remote
}

/** The first address of the chain: an app's proxy writes the caller there and nothing before it. */
export function firstOf(chain: string | null): string | undefined {
  return readChain(chain)[0]
}

function readChain(chain: string | null): string[] {
  return (chain ?? '')
    .split(',')
    .map((hop) => plainAddress(hop.trim()))
    .filter((hop) => isIP(hop) !== 0)
}

/** The first of a forwarded header's values. */
export function firstValue(value: string | null): string | undefined {
  return value?.split(',')[0]?.trim() || undefined
}
