/** Tokens in the header, and of other kinds. */
import { tokenCategories } from '@keywright/tokens'
import { row, stricter, type TableRow, uat } from '../state-table.ts'
import { makeToken } from '../tokens.ts'
import { bearer, expired, good, noRefresh, signedIn } from './people.ts'

export const headerStates: TableRow[] = [
  row('a program', 'signed-in', { ask: bearer(good) }),
  row('a program, before its cookies', 'signed-in', {
    ask: { ...bearer(good), session: makeToken({ claims: { sub: 'user_2' } }), uat: uat() },
  }),
  row('a bare token', 'signed-in', { ask: { isFetch: true, headers: { authorization: good } } }),
  row('another scheme', 'signed-out: session-token-and-uat-missing', {
    ask: { isFetch: true, headers: { authorization: 'Basic dTpw' } },
  }),
  row('an expired token', `signed-out: ${noRefresh}`, { ask: bearer(expired) }),
  row('an expired token of a page', `handshake: ${noRefresh}`, {
    ask: { ...bearer(expired), headers: { 'sec-fetch-dest': 'document' } },
  }),
  // Two people in one request: the refresh cookie is not that of the bearer.
  row('an expired token beside a refresh cookie', `signed-out: ${noRefresh}`, {
    ask: { ...bearer(expired), refresh: 'rt_good' },
    official: stricter({ status: 'signed-in', reason: null }, 'it signs in whoever the cookie belongs to'),
  }),
  row('a token of the future', 'signed-out: session-token-nbf', { ask: bearer(makeToken({ at: 600 })) }),
]

const machine = makeToken({ claims: { sub: 'mch_1' } })
const access = makeToken({ header: { typ: 'at+jwt', cat: undefined } })
const reserved = stricter(
  { reason: 'token-invalid' },
  'it asks the server, which has no machine tokens yet; we say so',
)

export const tokenTypes: TableRow[] = [
  ...['mt_1', 'oat_1', 'ak_1'].map((token) =>
    row(`a machine’s opaque token ${token} for a session`, 'signed-out: token-invalid', {
      ask: bearer(token),
    }),
  ),
  row('a machine’s JWT for a session', 'signed-out: token-type-mismatch', { ask: bearer(machine) }),
  row('an access token for a session', 'signed-out: token-type-mismatch', { ask: bearer(access) }),
  row('a session for a machine', 'signed-out: token-type-mismatch', {
    ask: bearer(good),
    options: { acceptsToken: 'm2m_token' },
  }),
  row('a machine of another kind', 'signed-out: token-type-mismatch', {
    ask: bearer('ak_1'),
    options: { acceptsToken: 'm2m_token' },
  }),
  row('a machine', 'signed-out: token-verification-failed', {
    ask: bearer('mt_1'),
    options: { acceptsToken: 'm2m_token' },
    official: reserved,
  }),
  row('an API key', 'signed-out: token-verification-failed', {
    ask: bearer('ak_1'),
    options: { acceptsToken: 'api_key' },
    official: reserved,
  }),
  row('an access token', 'signed-out: token-verification-failed', {
    ask: bearer('oat_1'),
    options: { acceptsToken: 'oauth_token' },
    official: reserved,
  }),
  row('no token where a machine is wanted', 'signed-out: No token in header', {
    ask: signedIn,
    options: { acceptsToken: 'oauth_token' },
  }),
  row('a session where anything is taken', 'signed-in', {
    ask: bearer(good),
    options: { acceptsToken: 'any' },
  }),
  row('a cookie where anything is taken', 'signed-in', { ask: signedIn, options: { acceptsToken: 'any' } }),
  row('a machine’s JWT where anything is taken', 'signed-out: token-verification-failed', {
    ask: bearer(machine),
    options: { acceptsToken: 'any' },
    official: reserved,
  }),
  // The attack: a token from a template, whose claims its author chooses.
  row('a token from a template where anything is taken', 'signed-out: token-type-mismatch', {
    ask: bearer(makeToken({ header: { cat: tokenCategories.template } })),
    options: { acceptsToken: 'any' },
    official: stricter({ status: 'signed-in', reason: null }, 'it takes it for a session'),
  }),
  row('a kind that is not on the list', 'signed-out: token-type-mismatch', {
    ask: bearer('ak_1'),
    options: { acceptsToken: ['session_token', 'm2m_token'] },
  }),
  row('a session on the list', 'signed-in', {
    ask: bearer(good),
    options: { acceptsToken: ['session_token', 'api_key'] },
  }),
  row('a session that is not on the list', 'signed-out: token-type-mismatch', {
    ask: signedIn,
    options: { acceptsToken: ['api_key', 'm2m_token'] },
  }),
]
