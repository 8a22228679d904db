/**
 * Text that a server of this app hands to another part of itself, through headers that a browser can write, too: encrypted and
 * proven with a key that only the server has. It is synchronous, because `getAuth(req)` is.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'

const nonceBytes = 24
const purpose = new TextEncoder().encode('keywright-nextjs-request-1')
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

const keys = new Map<string, Uint8Array>()
/** An app has one secret, or one for each of its instances. */
const keysMax = 100

/** RFC 5869: a key for this purpose alone. */
function keyOf(secret: string): Uint8Array {
  const known = keys.get(secret)
  if (known) return known
  const key = hkdf(sha256, encoder.encode(secret), undefined, purpose, 32)
  if (keys.size >= keysMax) keys.clear()
  keys.set(secret, key)
  return key
}

export function seal(text: string, secret: string): string {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes))
  const sealed = xchacha20poly1305(keyOf(secret), nonce).encrypt(encoder.encode(text))
  const bytes = new Uint8Array(nonceBytes + sealed.length)
  bytes.set(nonce)
  bytes.set(sealed, nonceBytes)
  return toBase64(bytes)
}

/** `undefined`: nobody with the secret made it. */
export function unseal(sealed: string, secret: string): string | undefined {
  try {
    const bytes = fromBase64(sealed)
    const cipher = xchacha20poly1305(keyOf(secret), bytes.subarray(0, nonceBytes))
    return decoder.decode(cipher.decrypt(bytes.subarray(nonceBytes)))
  } catch {
    return undefined
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** A loop: `Uint8Array.from` takes twenty times as long. */
function fromBase64(text: string): Uint8Array {
  const letters = atob(text)
  const bytes = new Uint8Array(letters.length)
  for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index)
  return bytes
}
