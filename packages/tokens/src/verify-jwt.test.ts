import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeJwt, tokenLengthMax } from './decode-jwt.ts'
import { tokenCategories } from './session-claims.ts'
import { signaturePort as nodePort } from './signature.node.ts'
import { signaturePort as webPort } from './signature.web.ts'
import { importKeySet, importPublicPem, type VerificationKey } from './verification-key.ts'
import { type VerifyJwtOptions, verifyJws, verifyJwt } from './verify-jwt.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const now = new Date('2026-11-21T12:00:00Z')
const seconds = now.getTime() / 1000

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const jwkOf = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }) })

const defaultHeader = { alg: 'RS256', kid: 'key_1', typ: 'JWT', cat: tokenCategories.session }
const defaultClaims = {
  sub: 'user_1',
  sid: 'sess_1',
  iat: seconds,
  nbf: seconds - 10,
  exp: seconds + 60,
  azp: 'https://app.example.com',
}

function makeToken(
  header: Record<string, unknown> = {},
  claims: Record<string, unknown> = {},
  key: KeyObject = rsa.privateKey,
): string {
  const input = `${encode({ ...defaultHeader, ...header })}.${encode({ ...defaultClaims, ...claims })}`
  const signer = createSign('sha256').update(input)
  const signature =
    key.asymmetricKeyType === 'ec' ? signer.sign({ key, dsaEncoding: 'ieee-p1363' }) : signer.sign(key)
  return `${input}.${signature.toString('base64url')}`
}

let keys: VerificationKey[]
beforeAll(async () => {
  keys = await importKeySet({
    keys: [
      { ...jwkOf(rsa.publicKey), kid: 'key_1', alg: 'RS256', use: 'sig' },
      { ...jwkOf(ec.publicKey), kid: 'key_ec', alg: 'ES256', use: 'sig' },
      { kty: 'oct', kid: 'key_secret' },
      { ...jwkOf(otherRsa.publicKey), kid: 'key_encryption', use: 'enc' },
    ],
  })
})

const verify = (token: string, options: Partial<VerifyJwtOptions> = {}) =>
  verifyJwt(token, { keys, now, ...options } as VerifyJwtOptions)
const faultOf = async (token: string, options: Partial<VerifyJwtOptions> = {}) => {
  const result = await verify(token, options)
  return result.ok ? undefined : result.fault.code
}

describe('a key set', () => {
  it('gives only keys that sign', () => {
    expect(keys.map(({ keyId }) => keyId)).toEqual(['key_1', 'key_ec'])
  })
})

describe('a good token', () => {
  it('is accepted with its claims, under RS256 and ES256', async () => {
    expect(await verify(makeToken())).toMatchObject({ ok: true, claims: defaultClaims })
    expect(await faultOf(makeToken({ alg: 'ES256', kid: 'key_ec' }, {}, ec.privateKey))).toBeUndefined()
  })

  it('is accepted by a PEM key whatever its key id, also when the PEM was squeezed into one line', async () => {
    const pem = rsa.publicKey.export({ format: 'pem', type: 'spki' }).toString()
    for (const text of [
      pem,
      pem.replaceAll('\n', '\\n'),
      pem.replace(/-----[^-]+-----/g, '').replaceAll('\n', ''),
    ]) {
      const key = await importPublicPem(text)
      expect(await verifyJwt(makeToken({ kid: 'whatever' }), { key, now })).toMatchObject({ ok: true })
    }
  })

  it('may lack typ, cat, nbf, iat and, where no party is named, azp', async () => {
    const token = makeToken(
      { typ: undefined, cat: undefined },
      { nbf: undefined, iat: undefined, azp: undefined },
    )
    expect(await faultOf(token)).toBeUndefined()
  })
})

describe('the signature', () => {
  it('must be of the key the token names', async () => {
    expect(await faultOf(makeToken({}, {}, otherRsa.privateKey))).toBe('token_invalid_signature')
    expect(await faultOf(makeToken({ kid: 'key_2' }))).toBe('key_not_found')
    expect(await faultOf(makeToken({ kid: undefined }))).toBe('key_not_found')
  })

  it('must cover the claims', async () => {
    const [header, , signature] = makeToken().split('.')
    const forged = `${header}.${encode({ ...defaultClaims, sub: 'user_2' })}.${signature}`
    expect(await faultOf(forged)).toBe('token_invalid_signature')
  })

  // The attack: a token that says it needs no signature.
  it.each(['none', 'None', 'NONE', ''])('cannot be waived by alg %j', async (alg) => {
    const input = `${encode({ ...defaultHeader, alg })}.${encode(defaultClaims)}`
    expect(await faultOf(`${input}.`)).toBe('token_invalid_algorithm')
  })

  // The attack: the public key, which everybody has, used as the secret of an HMAC.
  it('cannot be an HMAC over the public key', async () => {
    const secrets = [
      rsa.publicKey.export({ format: 'pem', type: 'spki' }),
      rsa.publicKey.export({ format: 'der', type: 'spki' }),
      JSON.stringify(jwkOf(rsa.publicKey)),
    ]
    for (const secret of secrets) {
      const input = `${encode({ ...defaultHeader, alg: 'HS256' })}.${encode(defaultClaims)}`
      const mac = createHmac('sha256', secret).update(input).digest('base64url')
      expect(await faultOf(`${input}.${mac}`)).toBe('token_invalid_algorithm')
    }
  })

  it('cannot be made under another algorithm than the key has', async () => {
    for (const alg of ['RS384', 'RS512', 'PS256', 'ES256', 'EdDSA'])
      expect(await faultOf(makeToken({ alg }))).toBe('token_invalid_algorithm')
  })

  it('is checked before any claim, so that a forger learns nothing of them', async () => {
    expect(await faultOf(makeToken({}, { exp: 1 }, otherRsa.privateKey))).toBe('token_invalid_signature')
  })
})

describe('the header', () => {
  it('names a JWT and no extension', async () => {
    expect(await faultOf(makeToken({ typ: 'at+jwt' }))).toBe('token_invalid')
    expect(await faultOf(makeToken({ crit: ['b64'], b64: false }))).toBe('token_invalid')
  })

  // The attack: a token from a template, whose claims its author chooses, shown as a session.
  it('keeps other kinds of token from counting as sessions', async () => {
    for (const cat of [tokenCategories.template, tokenCategories.machine, 'cl_unknown', ''])
      expect(await faultOf(makeToken({ cat }))).toBe('token_type_mismatch')
    const template = makeToken({ cat: tokenCategories.template })
    expect(await faultOf(template, { category: 'template' })).toBeUndefined()
    expect(await faultOf(template, { category: 'any' })).toBeUndefined()
    expect(await faultOf(makeToken(), { category: 'template' })).toBe('token_type_mismatch')
  })
})

describe('time', () => {
  it('ends a token at exp plus the skew, to the second', async () => {
    expect(await faultOf(makeToken({}, { exp: seconds - 4 }))).toBeUndefined()
    expect(await faultOf(makeToken({}, { exp: seconds - 5 }))).toBe('token_expired')
    expect(await faultOf(makeToken({}, { exp: seconds }), { clockSkewSeconds: 0 })).toBe('token_expired')
    expect(await faultOf(makeToken({}, { exp: seconds + 1 }), { clockSkewSeconds: 0 })).toBeUndefined()
  })

  it('begins at nbf and iat minus the skew', async () => {
    expect(await faultOf(makeToken({}, { nbf: seconds + 5 }))).toBeUndefined()
    expect(await faultOf(makeToken({}, { nbf: seconds + 6 }))).toBe('token_not_active_yet')
    expect(await faultOf(makeToken({}, { iat: seconds + 5 }))).toBeUndefined()
    expect(await faultOf(makeToken({}, { iat: seconds + 6 }))).toBe('token_iat_in_the_future')
  })

  it.each([{ exp: undefined }, { exp: '9999999999' }, { exp: null }, { nbf: '0' }, { iat: {} }])(
    'is a number: %j',
    async (claims) => {
      expect(await faultOf(makeToken({}, claims))).toBe('token_invalid')
    },
  )
})

describe('parties', () => {
  it('must include the origin the token was made for', async () => {
    expect(await faultOf(makeToken(), { authorizedParties: ['https://app.example.com'] })).toBeUndefined()
    expect(await faultOf(makeToken(), { authorizedParties: ['https://app.example.co'] })).toBe(
      'token_invalid_authorized_parties',
    )
    expect(
      await faultOf(makeToken({}, { azp: ['https://app.example.com'] }), { authorizedParties: ['x'] }),
    ).toBe('token_invalid_authorized_parties')
  })

  // The attack: a token made for no page in particular, put into a cookie of one.
  it('are not met by a token that was made for none', async () => {
    for (const azp of [undefined, ''])
      expect(await faultOf(makeToken({}, { azp }), { authorizedParties: ['https://app.example.com'] })).toBe(
        'token_invalid_authorized_parties',
      )
  })

  it('are looked at before the time, so that no token of another app is worth renewing', async () => {
    const expired = makeToken({}, { exp: 1 })
    expect(await faultOf(expired, { authorizedParties: ['https://other.example.com'] })).toBe(
      'token_invalid_authorized_parties',
    )
  })

  it('include a subject', async () => {
    expect(await faultOf(makeToken({}, { sub: undefined }))).toBe('token_invalid')
    expect(await faultOf(makeToken({}, { sub: '' }))).toBe('token_invalid')
  })
})

describe('a payload that is only signed', () => {
  it('needs neither subject nor end, and the right signature all the same', async () => {
    const payload = makeToken({ cat: undefined }, { sub: undefined, exp: undefined, handshake: ['a=b'] })
    expect(await verifyJws(payload, { keys })).toMatchObject({ ok: true, claims: { handshake: ['a=b'] } })
    const forged = makeToken({}, {}, otherRsa.privateKey)
    expect(await verifyJws(forged, { keys })).toEqual({
      ok: false,
      fault: { code: 'token_invalid_signature' },
    })
    expect(await verifyJws(makeToken({ typ: 'at+jwt' }), { keys })).toMatchObject({ ok: false })
    expect(await verifyJws('no token', { keys })).toEqual({ ok: false, fault: { code: 'token_invalid' } })
  })
})

/** Stands for the same bits that count, and one more that does not. */
const nextCharacter = (character = 'A') => String.fromCharCode(character.charCodeAt(0) + 1)

describe('text that is no token', () => {
  const good = makeToken()
  const [header = '', claims = '', signature = ''] = good.split('.')
  it.each([
    ['nothing', ''],
    ['two parts', `${header}.${claims}`],
    ['four parts', `${good}.${signature}`],
    ['an empty header', `.${claims}.${signature}`],
    ['padding', `${header}.${claims}.${signature}=`],
    ['standard base64', `${header}.${claims}.${signature.slice(0, -2)}+/`],
    ['an impossible length', `${header}.${claims}.${signature.slice(0, 341)}`],
    ['bits left over', `${header}.${claims}.${signature.slice(0, -1)}${nextCharacter(signature.at(-1))}`],
    ['space within', `${header}.${claims}. ${signature}`],
    ['a header that is a list', `${encode([])}.${claims}.${signature}`],
    ['a header that is no JSON', `${encode('{')}.${claims}.${signature}`],
    ['an alg that is no text', `${encode({ alg: 5 })}.${claims}.${signature}`],
    ['claims that are null', `${header}.${encode('null')}.${signature}`],
  ])('is refused: %s', async (_, text) => {
    expect(decodeJwt(text)).toBeUndefined()
    expect(await faultOf(text)).toBe('token_invalid')
  })

  it('is refused unread when it is huge', async () => {
    const huge = `${header}.${encode({ ...defaultClaims, x: 'x'.repeat(tokenLengthMax) })}.${signature}`
    expect(decodeJwt(huge)).toBeUndefined()
    const started = performance.now()
    expect(await faultOf('a'.repeat(50_000_000))).toBe('token_invalid')
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('both adapters of the signature port', () => {
  it.each([
    ['RS256', rsa],
    ['ES256', ec],
  ] as const)('agree on %s', async (algorithm, pair) => {
    const token = makeToken({ alg: algorithm }, {}, pair.privateKey)
    const decoded = decodeJwt(token)
    if (!decoded) throw new RangeError('the token decodes')
    const pem = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString()
    const jwk = { ...jwkOf(pair.publicKey), key_ops: ['verify'], use: 'sig' }
    for (const port of [nodePort, webPort]) {
      for (const key of [await port.importJwk(jwk, algorithm), await port.importSpki(pem, algorithm)]) {
        const check = (signature: Uint8Array) =>
          port.verifySignature(algorithm, key, decoded.signingInput, signature)
        expect(await check(decoded.signature)).toBe(true)
        expect(await check(decoded.signature.map((byte, index) => (index === 9 ? byte ^ 1 : byte)))).toBe(
          false,
        )
        expect(await check(new Uint8Array())).toBe(false)
      }
      expect(Buffer.from(port.decodeBase64Url('-_8'))).toEqual(Buffer.from([0xfb, 0xff]))
      expect(port.decodeBase64UrlText('w6k')).toBe('é')
      expect(port.decodeBase64UrlText('Pz8_Pj4-')).toBe('???>>>')
    }
  })
})
