/** Codes made from a shared secret and the time (RFC 6238), in the one form that every authenticator app knows: SHA-1, six digits, thirty seconds. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { toBase32 } from './base32.policy.ts'

const stepSeconds = 30
const digits = 6

/** RFC 4226 §4 R6: 160 bits are recommended. */
export const newTotpSecret = (): Buffer => randomBytes(20)

/** RFC 6238 §4.2: how many steps have passed since 1970. */
export function stepAt(time: Date): number {
  return Math.floor(time.getTime() / 1000 / stepSeconds)
}

/** The code of a step: an HMAC over its number, cut down to some digits (RFC 4226 §5.3). */
export function totpAt(secret: Buffer, step: number, length = digits): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0xf
  const number = hash.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** length).padStart(length, '0')
}

/** What people type: spaces between the digits do not count. */
function normalizeTotp(code: string): string {
  return code.replaceAll(/\s/g, '')
}

/**
 * The step whose code this is, of the present one and its neighbours: clocks differ, and typing takes time (RFC 6238 §5.2).
 * Steps up to the last one that was used do not count: a code that was looked at or caught is worth nothing once it was given.
 */
export function findTotpStep(
  secret: Buffer,
  code: string,
  { now, lastUsedStep }: { now: Date; lastUsedStep: number | null },
): number | undefined {
  const present = stepAt(now)
  const given = Buffer.from(normalizeTotp(code))
  const matches = [present - 1, present, present + 1].filter((step) => {
    const expected = Buffer.from(totpAt(secret, step))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return matches.find((step) => lastUsedStep === null || step > lastUsedStep)
}

/** Wrong codes that an authenticator app may see within a while. Of a million codes three are right at any time. */
const wrongCodesMax = 20
const wrongCodesWindowMilliseconds = 3_600_000

export interface WrongCodes {
  wrongCodes: number
  wrongCodesSince: Date | null
}

/** Seconds until codes are looked at again; `0`: now. A right code must wait as well: otherwise guessing would only be slower. */
export function secondsUntilNextCode({ wrongCodes, wrongCodesSince }: WrongCodes, now: Date): number {
  if (wrongCodesSince === null || wrongCodes < wrongCodesMax) return 0
  const left = wrongCodesSince.getTime() + wrongCodesWindowMilliseconds - now.getTime()
  return Math.max(0, Math.ceil(left / 1000))
}

/** One more wrong code. */
export function afterWrongCode({ wrongCodes, wrongCodesSince }: WrongCodes, now: Date): WrongCodes {
  const isOver =
    wrongCodesSince === null || now.getTime() - wrongCodesSince.getTime() >= wrongCodesWindowMilliseconds
  return isOver ? { wrongCodes: 1, wrongCodesSince: now } : { wrongCodes: wrongCodes + 1, wrongCodesSince }
}

/** What authenticator apps read from a picture: the secret, and under which names they show it. */
export function totpUri(secret: Buffer, { issuer, account }: { issuer: string; account: string }): string {
  // A colon parts the two names, so neither may hold one.
  const label = [issuer, account].map((name) => encodeURIComponent(name.replaceAll(':', ' '))).join(':')
  const query = new URLSearchParams({
    ...{ algorithm: 'SHA1', digits: String(digits), issuer, period: String(stepSeconds) },
    secret: toBase32(secret),
  })
  return `otpauth://totp/${label}?${query.toString().replaceAll('+', '%20')}`
}
