/** What cookies say: nobody, somebody, somebody of before. */
import { row, stricter, type TableRow, uat } from '../state-table.ts'
import { makeToken, nowSeconds } from '../tokens.ts'
import { expiredCookies, good, noRefresh, signedIn } from './people.ts'

export const cookieStates: TableRow[] = [
  row('nobody', 'signed-out: session-token-and-uat-missing'),
  row('nobody, signed out before', 'signed-out: session-token-and-uat-missing', { ask: { uat: 0 } }),
  row('somebody', 'signed-in', { ask: signedIn }),
  row('somebody in development', 'signed-in', { kind: 'test', ask: signedIn }),
  row('somebody, in a fetch', 'signed-in', { ask: { ...signedIn, isFetch: true } }),
  row('a session without a client', 'handshake: session-token-but-no-client-uat', { ask: { session: good } }),
  row('a client without a session', 'handshake: client-uat-but-no-session-token', { ask: { uat: uat() } }),
  row('a client without a session, in a fetch', 'signed-out: client-uat-but-no-session-token', {
    ask: { uat: uat(), isFetch: true },
  }),
  row('a client without a session, in a POST', 'signed-out: client-uat-but-no-session-token', {
    ask: { uat: uat(), method: 'POST' },
  }),
  row('a browser that names no destination', 'handshake: client-uat-but-no-session-token', {
    ask: { uat: uat(), headers: { 'sec-fetch-dest': '', accept: 'text/html,*/*' } },
  }),
  row('a frame', 'handshake: client-uat-but-no-session-token', {
    ask: { uat: uat(), headers: { 'sec-fetch-dest': 'iframe' } },
  }),
  row('a session of before the last change', 'handshake: session-token-iat-before-client-uat', {
    ask: { session: good, uat: nowSeconds() + 50 },
  }),
  row('an expired session', `handshake: ${noRefresh}`, { ask: expiredCookies }),
  row('an expired session, in a fetch', `signed-out: ${noRefresh}`, {
    ask: { ...expiredCookies, isFetch: true },
  }),
  row('an expired session, in a POST', 'signed-out: session-token-expired-refresh-non-eligible-non-get', {
    ask: { ...expiredCookies, method: 'POST' },
  }),
  row('a session of the near future', 'signed-in', { ask: { session: makeToken({ at: 3 }), uat: uat() } }),
  row('a session of the future', 'handshake: session-token-nbf', {
    ask: { session: makeToken({ at: 600 }), uat: uat() },
  }),
  row('a session made in the future', 'handshake: session-token-iat-in-the-future', {
    ask: { session: makeToken({ at: 600, claims: { nbf: nowSeconds() } }), uat: uat() },
  }),
  row('a session that ran out within the skew', 'signed-in', {
    ask: { session: makeToken({ at: -62 }), uat: uat() },
  }),
  row('a wider skew', 'signed-in', { ask: expiredCookies, options: { clockSkewInMs: 3_600_000 } }),
  row('sent in circles', 'signed-out: client-uat-but-no-session-token', {
    ask: { uat: uat(), redirects: 3 },
  }),
  row('sent in circles, the counter forged', 'signed-out: client-uat-but-no-session-token', {
    ask: { uat: uat(), redirects: 99 },
    official: stricter({ status: 'handshake' }, 'only the count of exactly three stops it'),
  }),
  row('the second handshake', 'handshake: client-uat-but-no-session-token', {
    ask: { uat: uat(), redirects: 1 },
  }),
]

const older = makeToken({ at: -30 })
const ofAnother = makeToken({ claims: { iss: 'https://clerk.other.example.com', sub: 'user_other' } })

/** Suffixed and plain cookies, mixed (wire contract 4.6). */
export const mixtures: TableRow[] = [
  row('only plain cookies', 'signed-in', {
    ask: { plainSession: good, plainUat: uat() },
  }),
  row('only suffixed cookies', 'signed-in', {
    ask: { ...signedIn, plainSession: undefined, plainUat: undefined },
  }),
  row('the plain session of another instance', 'signed-in', {
    ask: { ...signedIn, plainSession: ofAnother },
  }),
  row('the plain session of another instance alone', 'signed-out: session-token-and-uat-missing', {
    ask: { plainSession: ofAnother, plainUat: uat() },
  }),
  row('a plain session without issuer', 'signed-in', {
    ask: { ...signedIn, plainSession: makeToken({ claims: { iss: undefined } }) },
  }),
  row('a plain session that is newer', 'signed-in', {
    ask: { session: older, uat: uat(), plainSession: good, plainUat: uat() },
  }),
  row('a plain session that is broken', 'signed-out: token-invalid', {
    ask: { ...signedIn, plainSession: 'x' },
  }),
  row('signed out suffixed, signed in plain', 'signed-in', {
    ask: { session: older, uat: 0, plainSession: good, plainUat: uat() },
  }),
  row('signed in suffixed, signed out plain', 'signed-in', {
    ask: { ...signedIn, plainSession: undefined, plainUat: 0 },
  }),
  row('expired suffixed, signed out plain, in development', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { ...expiredCookies, plainSession: undefined, plainUat: 0 },
  }),
  row('expired suffixed, signed out plain', `handshake: ${noRefresh}`, {
    ask: { ...expiredCookies, plainSession: undefined, plainUat: 0 },
  }),
  row('signed out suffixed, signed in plain with an older session', 'signed-in', {
    ask: { session: good, uat: 0, plainSession: older, plainUat: uat() },
  }),
  row('a suffixed session without its client', 'signed-out: session-token-and-uat-missing', {
    ask: { session: good, plainSession: undefined },
  }),
  row('the cookies of another instance', 'signed-out: session-token-and-uat-missing', {
    ask: { others: `__session_abcdefgh=${good}; __client_uat_abcdefgh=${uat()}` },
  }),
  row('a cookie twice', 'signed-in', { ask: { ...signedIn, others: '__session=x; __client_uat=0' } }),
  row('a cookie with an escape that is none', 'signed-in', {
    ask: { ...signedIn, others: 'theme=%E0%A4%A; a; =b' },
  }),
]
