import { randomBytes, randomInt } from 'node:crypto'

/** An opaque token of 256 random bits in base64url; it is kept as a hash and shown once. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Six decimal digits, each equally likely. */
export function newNumericCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0')
}
