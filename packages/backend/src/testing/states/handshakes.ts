/** Coming back from a handshake, and renewing without one. */
import { tokenCategories } from '@keywright/tokens'
import { row, stricter, type TableRow, uat } from '../state-table.ts'
import { foreignKeys, keys, makeToken } from '../tokens.ts'
import { expired, expiredCookies, signedIn } from './people.ts'

const fresh = makeToken()
/** What the fake server holds under each nonce. */
export const payloads: Record<string, string[]> = {
  good: [`__session=${fresh}; Path=/`, `__session_x=${fresh}; Path=/; Secure`, '__client_uat=1; Path=/'],
  signed_out: ['__session=; Path=/; Max-Age=0', '__client_uat=0; Path=/'],
  old: [`__session=${expired}; Path=/`],
  future: [`__session=${makeToken({ at: 600 })}; Path=/`],
  odd: ['a=\u{1f600}', 'b=1\r\nX-Injected: 1', `__session=${fresh}; Path=/`],
  forged: [`__session=${makeToken({ key: foreignKeys.privateKey })}; Path=/`],
}
const payloadToken = (
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
  key = keys.privateKey,
) => makeToken({ header: { cat: 'cl_I7d4PD111III', ...header }, claims: { sid: undefined, ...claims }, key })
const withNonce = (nonce: string) => ({ path: `/members?a=1&__clerk_handshake_nonce=${nonce}` })
const withToken = (token: string) => ({ path: `/members?a=1&__clerk_handshake=${token}` })
const nonceCookie = (nonce: string) => ({ others: `__clerk_handshake_nonce=${nonce}` })
const tokenCookie = (token: string) => ({ others: `__clerk_handshake=${token}` })
/** As the server delivers it: by cookie to a production app, in the URL to others. */
const ways = [
  { kind: 'live', nonce: nonceCookie, token: tokenCookie },
  { kind: 'test', nonce: withNonce, token: withToken },
] as const
const anybodys = stricter({ status: 'signed-in' }, 'a link would sign its reader in as its maker')

export const handshakes: TableRow[] = [
  ...ways.flatMap(({ kind, nonce, token }) => [
    row(`a nonce (${kind})`, 'signed-in', { kind, ask: nonce('good') }),
    row(`a nonce of nobody (${kind})`, 'signed-out: session-token-missing', {
      kind,
      ask: nonce('signed_out'),
    }),
    row(`a nonce that was made up (${kind})`, 'signed-out: session-token-missing', {
      kind,
      ask: nonce('made_up'),
    }),
    row(`a payload as a token (${kind})`, 'signed-in', {
      kind,
      ask: token(payloadToken({ handshake: payloads.good })),
    }),
    row(`a payload of a forged session (${kind})`, 'signed-out: session-token-and-uat-missing', {
      kind,
      ask: nonce('forged'),
    }),
  ]),
  // The attack, login CSRF (CWE-352): a link with the payload of the attacker's own handshake.
  row('a nonce in a link', 'signed-out: session-token-and-uat-missing', {
    ask: withNonce('good'),
    official: anybodys,
  }),
  row('a payload in a link', 'signed-out: session-token-and-uat-missing', {
    ask: withToken(payloadToken({ handshake: payloads.good })),
    official: anybodys,
  }),
  row('a nonce in a link, behind a proxy', 'signed-out: session-token-and-uat-missing', {
    ask: withNonce('good'),
    options: { proxyUrl: '/__clerk' },
    official: anybodys,
  }),
  row('a made-up nonce in a link, for somebody', 'signed-in', {
    ask: { ...signedIn, ...withNonce('made_up') },
    official: stricter({ status: 'signed-out' }, 'a link would sign its reader out'),
  }),
  row('a nonce in the URL, from a server that shares no cookie', 'signed-in', {
    ask: withNonce('good'),
    options: { proxyUrl: 'https://clerk.example.org' },
  }),
  row('an expired session from a handshake', 'signed-out: session-token-and-uat-missing', {
    ask: nonceCookie('old'),
  }),
  row('an expired session from a handshake, in development', 'signed-in', {
    kind: 'test',
    ask: withNonce('old'),
  }),
  row('a session of the future from a handshake, in development', 'signed-in', {
    kind: 'test',
    ask: withNonce('future'),
  }),
  row('a forged payload', 'signed-out: session-token-and-uat-missing', {
    ask: tokenCookie(payloadToken({ handshake: payloads.good }, {}, foreignKeys.privateKey)),
  }),
  row('a forged payload, in development', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: withToken(payloadToken({ handshake: payloads.good }, {}, foreignKeys.privateKey)),
    official: stricter('throws', 'a bad parameter is no fault of the app'),
  }),
  row('a payload that no header holds', 'signed-in', {
    ask: nonceCookie('odd'),
    official: stricter(
      { status: 'signed-out', reason: 'session-token-and-uat-missing' },
      'it gives up on all of it',
    ),
  }),
  // The same attack by a claim that every session's token has, filled from what its user may write.
  row('a payload from a session', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: withToken(makeToken({ claims: { handshake: payloads.good } })),
    official: anybodys,
  }),
  // The attack: a template whose claims are called `handshake` plants cookies of its author's choice.
  row('a payload from a template', 'signed-out: session-token-and-uat-missing', {
    ask: tokenCookie(payloadToken({ handshake: payloads.good }, { cat: tokenCategories.template })),
  }),
]

/** What the fake server answers to each refresh token. */
export const refreshes: Record<string, { status: number; body: unknown }> = {
  rt_good: {
    status: 200,
    body: { object: 'cookies', cookies: [`__session=${fresh}; Path=/`, '__client_uat=1; Path=/'] },
  },
  rt_empty: { status: 200, body: { object: 'cookies', cookies: [] } },
  rt_old: { status: 200, body: { object: 'cookies', cookies: [`__session=${expired}; Path=/`] } },
}
const refreshing = (refresh: string) => ({ ...expiredCookies, refresh })
const afterRefresh = (reason: string) => `handshake: session-token-expired-refresh-${reason}`

export const refreshStates: TableRow[] = [
  row('a refresh', 'signed-in', { ask: refreshing('rt_good') }),
  row('a refresh, in a fetch', 'signed-in', { ask: { ...refreshing('rt_good'), isFetch: true } }),
  row('a refresh, in a POST', 'signed-out: session-token-expired-refresh-non-eligible-non-get', {
    ask: { ...refreshing('rt_good'), method: 'POST' },
  }),
  row('a refresh token that is not known', afterRefresh('refresh_token_not_found'), {
    ask: refreshing('rt_unknown'),
  }),
  row('a refresh that gives nothing', afterRefresh('unexpected-sdk-error'), { ask: refreshing('rt_empty') }),
  row('a refresh that gives an expired session', afterRefresh('invalid-session-token'), {
    ask: refreshing('rt_old'),
  }),
  row('a refresh of a token without session', afterRefresh('expired-session-token-missing-sid-claim'), {
    ask: { ...refreshing('rt_good'), session: makeToken({ at: -600, claims: { sid: undefined } }) },
  }),
  row('a refresh of a token that has not run out', 'handshake: session-token-nbf', {
    ask: { session: makeToken({ at: 600 }), uat: uat(), refresh: 'rt_good' },
  }),
]
