/**
 * Signatures of wallets. Only accounts of a single key can be checked: a contract's signature (ERC-1271, ERC-6492) is known
 * to its chain alone, and this server asks none. The curves are loaded when the first wallet comes.
 */
import { DomainError } from '../../platform/domain-error.ts'
import { decodeBase58 } from './base58.policy.ts'
import { chainOf } from './web3-address.policy.ts'

/** An address as its owner knows it: Ethereum's with a checksum in its capitals (EIP-55). */
export async function toDisplayAddress(address: string): Promise<string> {
  if (chainOf(address) !== 'ethereum') return address
  const { keccak_256: keccak } = await import('@noble/hashes/sha3.js')
  const digits = address.slice(2).toLowerCase()
  const hash = Buffer.from(keccak(Buffer.from(digits))).toString('hex')
  return `0x${[...digits].map((digit, index) => (Number.parseInt(hash[index] ?? '0', 16) > 7 ? digit.toUpperCase() : digit)).join('')}`
}

/** Whether the key behind an address signed exactly this message. */
export async function isSignedBy(address: string, message: string, signature: string): Promise<boolean> {
  return chainOf(address) === 'solana'
    ? await isSolanaSignature(address, message, signature)
    : await isEthereumSignature(address, message, signature)
}

/** `personal_sign` (ERC-191, version `0x45`): the key is recovered from the signature, and its address compared. */
async function isEthereumSignature(address: string, message: string, signature: string): Promise<boolean> {
  if (!/^0x[0-9a-f]*$/i.test(signature)) return false
  const bytes = Buffer.from(signature.slice(2), 'hex')
  if (bytes.length > 65) throw contractFault()
  const recovery = bytes.at(-1)
  const isWhole = bytes.length === 65 && recovery !== undefined && [0, 1, 27, 28].includes(recovery)
  if (!isWhole) return false
  const { secp256k1 } = await import('@noble/curves/secp256k1.js')
  const { keccak_256: keccak } = await import('@noble/hashes/sha3.js')
  const text = Buffer.from(message)
  const digest = keccak(Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${text.length}`), text]))
  const recovered = Buffer.concat([Buffer.from([recovery % 27]), bytes.subarray(0, 64)])
  try {
    const given = secp256k1.Signature.fromBytes(recovered, 'recovered')
    // Anybody can make a second valid signature of one they have seen; only the lower of the two counts (EIP-2).
    if (given.hasHighS()) return false
    const key = given.recoverPublicKey(digest).toBytes(false)
    return `0x${Buffer.from(keccak(key.subarray(1)).subarray(12)).toString('hex')}` === address
  } catch {
    // Numbers that are no point of the curve.
    return false
  }
}

/** Ed25519 (RFC 8032 §5.1.7), strictly: some keys of small order verify whatever is signed. */
async function isSolanaSignature(address: string, message: string, signature: string): Promise<boolean> {
  const key = decodeBase58(address)
  const bytes = readSolanaSignature(signature)
  if (!key || bytes?.length !== 64) return false
  const { ed25519 } = await import('@noble/curves/ed25519.js')
  try {
    return ed25519.verify(bytes, Buffer.from(message), key, { zip215: false })
  } catch {
    return false
  }
}

/** Wallets hand out bytes; pages write them in base64 or, as chains do, in base58. 64 bytes are 88 letters in the one, fewer or no `=` in the other. */
function readSolanaSignature(signature: string): Uint8Array | undefined {
  return /^[A-Za-z0-9+/]{86}==$/.test(signature) ? Buffer.from(signature, 'base64') : decodeBase58(signature)
}

function contractFault(): DomainError {
  return new DomainError('form_incorrect_signature', {
    param: 'signature',
    longMessage:
      'This wallet is a contract on its chain. Only accounts of a single key can be verified here.',
  })
}
