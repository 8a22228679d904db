import { BlockList, isIP } from 'node:net'

/** Special-purpose addresses (RFC 6890): this machine, its networks, the metadata services of clouds, and nobody at all. */
const special: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Unspecified, loopback, and IPv4 in the clothes of IPv6; in those of RFC 4291 §2.5.5.2 it is known by the lines above.
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
]

const blocked = new BlockList()
for (const [network, prefix] of special)
  blocked.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4')

/** Whether an address belongs to somebody on the internet, as far as its form tells. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && !blocked.check(address, version === 6 ? 'ipv6' : 'ipv4')
}
