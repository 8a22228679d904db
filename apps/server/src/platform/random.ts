import { randomBytes, randomFillSync, randomInt } from 'node:crypto'

/** An opaque token of 256 random bits in base64url; it is kept as a hash and shown once. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** Six decimal digits, each equally likely. */
export function newNumericCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0')
}

const drawn = Buffer.alloc(4096)
let drawnUsed = drawn.length

/** Random bytes in hex, for names that must not repeat: of requests and tokens. Drawn in one go for many, and used once. */
export function newRandomName(bytes: number): string {
  if (drawnUsed + bytes > drawn.length) {
    randomFillSync(drawn)
    drawnUsed = 0
  }
  drawnUsed += bytes
  return drawn.toString('hex', drawnUsed - bytes, drawnUsed)
}
