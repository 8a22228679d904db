import { describe, expect, it } from 'vitest'
import { fromBase32, toBase32 } from './base32.policy.ts'
import {
  afterWrongCode,
  findTotpStep,
  newTotpSecret,
  secondsUntilNextCode,
  stepAt,
  totpAt,
  totpUri,
} from './totp.policy.ts'

/** The secret of the vectors (RFC 6238 appendix B, RFC 4226 appendix D). */
const secret = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

describe('codes of the time', () => {
  // RFC 6238 appendix B, the rows of SHA-1.
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('are those of the standard: second %s', (seconds, code) => {
    expect(totpAt(secret, stepAt(at(seconds)), 8)).toBe(code)
  })

  // RFC 4226 appendix D.
  it('are those of the counter they count', () => {
    const codes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((counter) => totpAt(secret, counter))
    expect(codes).toEqual([
      ...['755224', '287082', '359152', '969429', '338314'],
      ...['254676', '287922', '162583', '399871', '520489'],
    ])
  })
})

describe('a code', () => {
  const now = at(1_700_000_015)
  const present = stepAt(now)
  const find = (code: string, lastUsedStep: number | null = null) =>
    findTotpStep(secret, code, { now, lastUsedStep })

  it('counts in its step and in those beside it, and in no other', () => {
    const found = [-2, -1, 0, 1, 2].map((drift) => find(totpAt(secret, present + drift)))
    expect(found).toEqual([undefined, present - 1, present, present + 1, undefined])
  })

  it('counts with the spaces that apps show in it', () => {
    const code = totpAt(secret, present)
    expect(find(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe(present)
  })

  // The attack: look over a shoulder, and give the same code again.
  it('counts once, and takes those before it along', () => {
    const codes = [-1, 0, 1].map((drift) => totpAt(secret, present + drift))
    expect(codes.map((code) => find(code, present))).toEqual([undefined, undefined, present + 1])
  })

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('is refused in another form: "%s"', (code) => {
    expect(find(code)).toBeUndefined()
  })
})

describe('wrong codes', () => {
  const start = at(1_700_000_000)
  const after = (count: number) =>
    Array.from({ length: count }).reduce<{ wrongCodes: number; wrongCodesSince: Date | null }>(
      (counted) => afterWrongCode(counted, start),
      { wrongCodes: 0, wrongCodesSince: null },
    )

  it('close the door after twenty within an hour, until the hour is over', () => {
    expect(secondsUntilNextCode(after(19), start)).toBe(0)
    expect(secondsUntilNextCode(after(20), at(1_700_000_060))).toBe(3540)
    expect(secondsUntilNextCode(after(20), at(1_700_003_600))).toBe(0)
  })

  it('are counted anew when the hour is over', () => {
    const later = at(1_700_003_600)
    expect(afterWrongCode(after(20), later)).toEqual({ wrongCodes: 1, wrongCodesSince: later })
  })
})

describe('a secret', () => {
  it('has 160 bits of its own', () => {
    expect([newTotpSecret().length, newTotpSecret().equals(newTotpSecret())]).toEqual([20, false])
  })

  // RFC 4648 §10, without the padding.
  it.each([
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('is written in base32: %s', (text, encoded) => {
    expect(toBase32(Buffer.from(text))).toBe(encoded)
    expect(fromBase32(` ${encoded.toLowerCase()}== `)?.toString()).toBe(text)
  })

  it('is not what base32 has no letters for', () => {
    expect(['', '0189', 'MZ!W'].map(fromBase32)).toEqual([undefined, undefined, undefined])
  })

  it('is told to apps with names that cannot break out of their place', () => {
    const uri = totpUri(secret, { issuer: 'Acme: Tools & Co', account: 'a+b@example.com' })
    const url = new URL(uri)
    expect(url.protocol + url.host + url.pathname).toBe(
      'otpauth:totp/Acme%20%20Tools%20%26%20Co:a%2Bb%40example.com',
    )
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ algorithm: 'SHA1', digits: '6', issuer: 'Acme: Tools & Co', period: '30' },
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    })
  })
})
