/** Networks in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), and which addresses are in them. */
import { isIP } from 'node:net'

interface Address {
  family: 4 | 6
  bits: bigint
}

export interface IpRange extends Address {
  /** So many bits, from the left, are the network's. */
  prefix: number
}

const widthOf = { 4: 32, 6: 128 } as const

const restOf = ({ family, prefix }: Pick<IpRange, 'family' | 'prefix'>) => BigInt(widthOf[family] - prefix)

/** An IPv4 address in the clothes of IPv6 (RFC 4291 §2.5.5.2) is the IPv4 address. */
function readAddress(text: string): (Address & { isMapped: boolean }) | undefined {
  const version = isIP(text)
  if (version === 0) return undefined
  if (version === 4) {
    const bits = text.split('.').reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n)
    return { family: 4, bits, isMapped: false }
  }
  const bits = readGroups(text).reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
  if (bits >> 32n === 0xffffn) return { family: 4, bits: bits & 0xffff_ffffn, isMapped: true }
  return { family: 6, bits, isMapped: false }
}

/** The eight groups of an IPv6 address. A URL writes each as hexadecimal digits; the zone says nothing of the network. */
function readGroups(text: string): string[] {
  const [address = ''] = text.split('%')
  const [front = [], back = []] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''))
  return [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back]
}

function writeAddress({ family, bits }: Address): string {
  const size = family === 4 ? 8n : 16n
  const count = family === 4 ? 4 : 8
  const parts = Array.from(
    { length: count },
    (_, index) => (bits >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n),
  )
  if (family === 4) return parts.join('.')
  return new URL(`http://[${parts.map((part) => part.toString(16)).join(':')}]`).hostname.slice(1, -1)
}

/** A network, or a single address. `undefined`: neither. */
function readRange(text: string): IpRange | undefined {
  const [name = '', length, ...others] = text.split('/')
  const address = name.includes('%') ? undefined : readAddress(name)
  if (!address || others.length > 0 || (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)))
    return undefined
  const { isMapped, ...network } = address
  const width = widthOf[network.family]
  const prefix = length === undefined ? width : Number(length) - (isMapped ? 96 : 0)
  return prefix < 0 || prefix > width ? undefined : { ...network, prefix }
}

/** What is wrong with a network as somebody wrote it, and what to write; `undefined`: nothing. */
export function ipRangeFault(text: string): string | undefined {
  const range = readRange(text)
  if (!range)
    return `"${text}" is neither a network nor an address. Write 203.0.113.0/24, 2001:db8::/32 or a single address.`
  const rest = restOf(range)
  const network = (range.bits >> rest) << rest
  if (network === range.bits) return undefined
  const { family, prefix } = range
  return `"${text}" is an address inside a network. Write ${writeAddress({ family, bits: network })}/${prefix} for the network, or ${writeAddress(range)} for the address.`
}

/** A network without fault. */
export function readIpRange(text: string): IpRange {
  const range = readRange(text)
  if (!range) throw new RangeError(`"${text}" is neither a network nor an address`)
  return range
}

const covers = (range: IpRange, { family, bits }: Address): boolean =>
  range.family === family && range.bits >> restOf(range) === bits >> restOf(range)

/** Whether all of one network is in another. */
export function isWithin(inner: IpRange, outer: IpRange): boolean {
  return inner.prefix >= outer.prefix && covers(outer, inner)
}

/** Whether an address is in one of these networks. What is no address is in none. */
export function isInRanges(address: string, ranges: readonly IpRange[]): boolean {
  const read = readAddress(address)
  return read !== undefined && ranges.some((range) => covers(range, read))
}
