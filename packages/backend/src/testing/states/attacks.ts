/** What strangers send. */
import { createHmac } from 'node:crypto'
import { tokenCategories } from '@keywright/tokens'
import { row, stricter, type TableRow, uat } from '../state-table.ts'
import { encode, foreignKeys, keys, makeToken } from '../tokens.ts'
import { bearer, expiredCookies, good, noRefresh, signedIn } from './people.ts'

const [goodHeader, goodClaims, goodSignature = ''] = good.split('.')

/** A token for cookie and header alike: the same attack on both ways in. */
function attack(
  name: string,
  token: string,
  reason: string,
  official?: TableRow['official'],
  officialInHeader = official,
): TableRow[] {
  const outcome = `signed-out: ${reason}`
  return [
    row(`${name}, in the cookie`, outcome, { ask: { session: token, uat: uat() }, official }),
    row(`${name}, in the header`, outcome, { ask: { bearer: token }, official: officialInHeader }),
  ]
}

const unexpected = stricter({ reason: 'unexpected-error' }, 'it stumbles over the text; we say what is wrong')

const hmac = (secret: string) => {
  const input = `${encode({ alg: 'HS256', kid: 'key_1', typ: 'JWT' })}.${goodClaims}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
const unsigned = (alg: string) => `${encode({ alg, kid: 'key_1', typ: 'JWT' })}.${goodClaims}.`
const failed = 'token-verification-failed'

export const attacks: TableRow[] = [
  ...attack('text', 'garbage', 'token-invalid'),
  ...attack('a truncated token', good.slice(0, -22), 'token-invalid-signature'),
  ...attack('a token truncated within a byte', `${good.slice(0, -21)}B`, 'token-invalid'),
  ...attack('a token of two parts', `${goodHeader}.${goodClaims}`, 'token-invalid'),
  ...attack('a token of four parts', `${good}.x`, 'token-invalid'),
  ...attack('a header that is no JSON', `${encode('{')}.${goodClaims}.${goodSignature}`, 'token-invalid'),
  ...attack(
    'a header that is null',
    `${encode('null')}.${goodClaims}.${goodSignature}`,
    'token-invalid',
    unexpected,
  ),
  ...attack(
    'claims that are null',
    `${goodHeader}.${encode('null')}.${goodSignature}`,
    'token-invalid',
    stricter('throws', 'a bad token is no fault of the app'),
    stricter({ reason: 'token-invalid-signature' }, 'it stumbles over them only later'),
  ),
  ...attack(
    'the key of somebody else',
    makeToken({ key: foreignKeys.privateKey }),
    'token-invalid-signature',
  ),
  ...attack(
    'a token that was changed',
    `${goodHeader}.${encode({ ...JSON.parse(Buffer.from(goodClaims ?? '', 'base64url').toString()), sub: 'user_2' })}.${goodSignature}`,
    'token-invalid-signature',
  ),
  ...attack('no algorithm', unsigned('none'), 'token-invalid-algorithm'),
  ...attack('no algorithm, spelt otherwise', unsigned('NonE'), 'token-invalid-algorithm'),
  ...attack('an HMAC with the public key', hmac(keys.pem), 'token-invalid-algorithm'),
  ...attack(
    'another algorithm than the key’s',
    makeToken({ header: { alg: 'RS512' }, hash: 'sha512' }),
    'token-invalid-algorithm',
    stricter({ reason: failed }, 'the import of the key fails there'),
  ),
  ...attack('an unknown key', makeToken({ header: { kid: 'key_unknown' } }), 'jwk-kid-mismatch'),
  ...attack(
    'a key that is called like a property',
    makeToken({ header: { kid: '__proto__' } }),
    'jwk-kid-mismatch',
    stricter({ reason: failed }, 'it finds something by that name'),
  ),
  ...attack('no key named', makeToken({ header: { kid: undefined } }), 'jwk-kid-mismatch'),
  ...attack(
    'an extension that must be understood',
    makeToken({ header: { crit: ['b64'], b64: false } }),
    'token-invalid',
    stricter({ status: 'signed-in', reason: null }, 'RFC 7515 §4.1.11 says to refuse it'),
  ),
  ...attack('another type', makeToken({ header: { typ: 'JWS' } }), 'token-invalid'),
  ...attack(
    'a token from a template',
    makeToken({ header: { cat: tokenCategories.template } }),
    'token-type-mismatch',
  ),
  ...attack('an unknown category', makeToken({ header: { cat: 'cl_other' } }), 'token-type-mismatch'),
  ...attack('nobody as its subject', makeToken({ claims: { sub: undefined } }), failed),
  ...attack('no end', makeToken({ claims: { exp: undefined } }), failed),
  ...attack('an end in words', makeToken({ claims: { exp: 'never' } }), failed),
  ...attack('a beginning in words', makeToken({ claims: { nbf: 'now' } }), failed),
  ...attack(
    'padding',
    `${good}=`,
    'token-invalid',
    stricter({ status: 'signed-in', reason: null }, 'one token has one spelling (RFC 7515 §2)'),
  ),
  ...attack(
    'an oversized token',
    makeToken({ claims: { x: 'x'.repeat(20_000) } }),
    'token-invalid',
    stricter({ status: 'signed-in', reason: null }, 'no cookie holds it; work that a stranger chooses'),
  ),
  row('an ancient token', `signed-out: ${noRefresh}`, {
    ask: bearer(makeToken({ claims: { iat: 1, nbf: 1, exp: 2 } })),
  }),
  row('another origin than those allowed', 'signed-out: token-invalid-authorized-parties', {
    ask: signedIn,
    options: { authorizedParties: ['https://other.example.com'] },
  }),
  row('an origin that is allowed', 'signed-in', {
    ask: signedIn,
    options: { authorizedParties: ['https://app.example.com'] },
  }),
  row('no origin, where some are allowed', 'signed-out: token-invalid-authorized-parties', {
    ask: { session: makeToken({ claims: { azp: undefined } }), uat: uat() },
    options: { authorizedParties: ['https://app.example.com'] },
  }),
  row('an expired token of another origin', 'signed-out: token-invalid-authorized-parties', {
    ask: expiredCookies,
    options: { authorizedParties: ['https://other.example.com'] },
  }),
  row('another audience', `signed-out: ${failed}`, {
    ask: { session: makeToken({ claims: { aud: 'b' } }), uat: uat() },
    options: { audience: ['a'] },
  }),
  row('one audience of several', 'signed-in', {
    ask: { session: makeToken({ claims: { aud: ['b', 'a'] } }), uat: uat() },
    options: { audience: 'a' },
  }),
  row('no audience', 'signed-in', { ask: signedIn, options: { audience: 'a' } }),
  row('a client of no time', 'handshake: session-token-but-no-client-uat', {
    ask: { session: good, uat: 'x' },
  }),
  row('a negative client', 'signed-in', { ask: { session: good, uat: -5 } }),
  row('lines broken into the URL', 'handshake: client-uat-but-no-session-token', {
    ask: { uat: uat(), path: '/members?next=%0d%0aSet-Cookie:%20a=b&x=%22%3E' },
  }),
  row('another host, forwarded', 'handshake: client-uat-but-no-session-token', {
    ask: { uat: uat(), headers: { 'x-forwarded-host': 'public.example.com', 'x-forwarded-proto': 'https' } },
  }),
  row('a list of hosts, forwarded', 'handshake: client-uat-but-no-session-token', {
    ask: {
      uat: uat(),
      headers: { 'x-forwarded-host': 'public.example.com, inner', 'x-forwarded-proto': 'https,http' },
    },
  }),
  row('a host that is no host, forwarded', 'handshake: client-uat-but-no-session-token', {
    ask: {
      uat: uat(),
      headers: { 'x-forwarded-host': 'evil.example.com/path?', 'x-forwarded-proto': 'https' },
    },
    official: stricter(
      { reason: 'client-uat-but-no-session-token' },
      'it returns to whatever is in there; ours to the host that was asked',
    ),
  }),
  row('a scheme that is none, forwarded', 'handshake: client-uat-but-no-session-token', {
    ask: {
      uat: uat(),
      headers: { 'x-forwarded-host': 'public.example.com', 'x-forwarded-proto': 'javascript' },
    },
    official: stricter(
      { reason: 'client-uat-but-no-session-token' },
      'it returns to whatever is in there; ours to the host that was asked',
    ),
  }),
  row('thousands of cookies', 'signed-in', {
    ask: {
      ...signedIn,
      others: Array.from({ length: 5_000 }, (_, index) => `c${index}=${'x'.repeat(10)}`).join('; '),
    },
  }),
]
