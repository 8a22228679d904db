import { expect, it } from 'vitest'
import { isPublicAddress } from './public-address.policy.ts'

it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2a00:1450::1', '2606:4700::6810:1'])(
  '%s is on the internet',
  (address) => expect(isPublicAddress(address)).toBe(true),
)

it.each([
  ...['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1'],
  ...['0.0.0.0', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:10.0.0.1', '::ffff:a00:1'],
  ...['fec0::1', '::ffff:0:127.0.0.1', '2001:0:a00:1::', '100::1', '192.88.99.1', '5f00::1', '3fff::1'],
  ...['fd00:ec2::254', 'fe80::1', '64:ff9b::a00:1', '2002:a00:1::', 'example.com', ''],
])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))
