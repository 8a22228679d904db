/**
 * The token that proves a client: the value of the `__client` cookie, or of a native app's `Authorization` header.
 * It begins with a mark of its own, so that it can never be read as a secret or platform key.
 */
const mark = 'ct_'

/** How many cookies of one name are looked at. Browsers send one for each path and domain it was set for. */
const candidatesMax = 8

/** A client token from 256 random bits in base64url. */
export function toClientToken(random: string): string {
  return `${mark}${random}`
}

/** Whether a text can be a client token at all; anything else is not even hashed. */
export function isClientToken(text: string): boolean {
  return /^ct_[A-Za-z0-9_-]{43}$/.test(text)
}

/** Of what a caller sent, what is worth looking up. */
export function clientTokenCandidates(values: readonly string[]): string[] {
  return [...new Set(values.filter(isClientToken))].slice(0, candidatesMax)
}
