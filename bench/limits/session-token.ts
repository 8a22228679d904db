import { type KeyObject, sign } from 'node:crypto'
import { tokenCategories } from '../../packages/tokens/src/session-claims.ts'

/** A session token as the server makes them, valid for an hour: longer than the bench runs. */
export function makeSessionToken(privateKey: KeyObject): string {
  const now = Math.floor(Date.now() / 1000)
  const header = {
    alg: 'RS256',
    cat: tokenCategories.session,
    kid: `key_${'0'.repeat(27)}`,
    oiat: now,
    typ: 'JWT',
  }
  const claims = {
    azp: 'http://localhost:3000',
    exp: now + 3600,
    fva: [0, -1],
    iat: now,
    iss: 'https://clerk.bench.localhost:3943',
    jti: '0'.repeat(20),
    kwv: [1, 1],
    nbf: now - 10,
    sid: `sess_${'0'.repeat(27)}`,
    sts: 'active',
    sub: `user_${'0'.repeat(27)}`,
    v: 2,
  }
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
