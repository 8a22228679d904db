import { randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 as keccak } from '@noble/hashes/sha3.js'

/** A wallet in a test: an address, and a key that signs for it as a wallet's extension does. */
export interface TestWallet {
  address: string
  sign(message: string): string
}

/** An account of Ethereum. `personal_sign` answers with r, s and v in hex (ERC-191). */
export function ethereumWallet(key: Uint8Array = randomBytes(32)): TestWallet {
  const point = secp256k1.getPublicKey(key, false)
  return {
    address: `0x${hex(keccak(point.subarray(1)).subarray(12))}`,
    sign(message) {
      const [recovery = 0, ...numbers] = secp256k1.sign(digestOf(message), key, {
        prehash: false,
        format: 'recovered',
      })
      return `0x${hex(Uint8Array.from([...numbers, recovery + 27]))}`
    },
  }
}

/** What the account signs: the text behind a prefix that no transaction has (ERC-191). */
function digestOf(message: string): Uint8Array {
  const text = Buffer.from(message)
  return keccak(Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${text.length}`), text]))
}

/** An account of Solana. Pages write its signature in base64. */
export function solanaWallet(key: Uint8Array = randomBytes(32)): TestWallet {
  return {
    address: toBase58(ed25519.getPublicKey(key)),
    sign: (message) => Buffer.from(ed25519.sign(Buffer.from(message), key)).toString('base64'),
  }
}

/** The same as `toString(16)`, with 58 digits and a `1` for each zero byte at the front. */
export function toBase58(bytes: Uint8Array): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  let rest = BigInt(`0x${hex(bytes)}`)
  let text = ''
  for (; rest > 0n; rest /= 58n) text = `${alphabet[Number(rest % 58n)]}${text}`
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
