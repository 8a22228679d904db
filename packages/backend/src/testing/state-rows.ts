/** The state table: every state of wire contract 4 and every attack has its row and its reason. */
import { createHmac } from 'node:crypto'
import { tokenCategories } from '@keywright/tokens'
import { row, type TableRow, uat } from './state-table.ts'
import { encode, foreignKeys, keys, makeToken, nowSeconds } from './tokens.ts'

const good = makeToken()
const signedIn = { session: good, uat: uat() }
const expired = makeToken({ at: -600 })
const expiredCookies = { session: expired, uat: nowSeconds() - 1000 }
const [goodHeader, goodClaims, goodSignature = ''] = good.split('.')
const noRefresh = 'session-token-expired-refresh-non-eligible-no-refresh-cookie'

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

const stricter = (does: Exclude<TableRow['official'], undefined>['does'], why: string) => ({ does, why })
const unexpected = stricter({ reason: 'unexpected-error' }, 'it stumbles over the text; we say what is wrong')

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

const version2 = {
  o: { id: 'org_1', slg: 'acme', rol: 'admin', per: 'read,write', fpm: '3' },
  fea: 'o:docs,u:export',
}
const member = makeToken({ claims: version2 })
const patterns = {
  organizationSyncOptions: {
    organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)', '/by-id/:id'],
    personalAccountPatterns: ['/me', '/me/(.*)'],
  },
}

export const claimStates: TableRow[] = [
  row('a member of an organization', 'signed-in', { ask: { session: member, uat: uat() } }),
  row('claims of version 1', 'signed-in', {
    ask: {
      session: makeToken({
        claims: {
          v: undefined,
          org_id: 'org_1',
          org_role: 'org:admin',
          org_slug: 'acme',
          org_permissions: ['org:docs:read'],
        },
      }),
      uat: uat(),
    },
  }),
  row('somebody impersonated', 'signed-in', {
    ask: { session: makeToken({ claims: { act: { sub: 'user_2' } } }), uat: uat() },
  }),
  row('a session with tasks left', 'signed-in', {
    ask: { session: makeToken({ claims: { sts: 'pending' } }), uat: uat() },
  }),
  row('the organization of the path', 'signed-in', {
    ask: { session: member, uat: uat(), path: '/orgs/acme/settings' },
    options: patterns,
  }),
  row('another organization in the path', 'handshake: active-organization-mismatch', {
    ask: { session: member, uat: uat(), path: '/orgs/other' },
    options: patterns,
  }),
  row('another organization in the path, by id', 'handshake: active-organization-mismatch', {
    ask: { session: member, uat: uat(), path: '/by-id/org_2' },
    options: patterns,
  }),
  row('another organization in the path, in a fetch', 'signed-in', {
    ask: { session: member, uat: uat(), path: '/orgs/other', isFetch: true },
    options: patterns,
  }),
  row('another organization in the path, sent in circles', 'signed-in', {
    ask: { session: member, uat: uat(), path: '/orgs/other', redirects: 3 },
    options: patterns,
  }),
  row('the personal account in the path', 'handshake: active-organization-mismatch', {
    ask: { session: member, uat: uat(), path: '/me/settings' },
    options: patterns,
  }),
  row('the personal account in the path, without an organization', 'signed-in', {
    ask: { ...signedIn, path: '/me' },
    options: patterns,
  }),
  row('a session with tasks left, and an organization in the path', 'signed-in', {
    ask: { session: makeToken({ claims: { sts: 'pending' } }), uat: uat(), path: '/orgs/other' },
    options: patterns,
  }),
]

export const developmentStates: TableRow[] = [
  row('nothing known of the browser', 'handshake: dev-browser-missing', {
    kind: 'test',
    ask: { devBrowser: undefined },
  }),
  row('nothing known of the browser, in a fetch', 'signed-out: dev-browser-missing', {
    kind: 'test',
    ask: { devBrowser: undefined, isFetch: true },
  }),
  row('the browser named in the URL', 'handshake: dev-browser-sync', {
    kind: 'test',
    ask: { ...signedIn, path: '/members?a=1&__clerk_db_jwt=dvb_2' },
  }),
  row('nobody', 'signed-out: session-token-and-uat-missing', { kind: 'test' }),
  row('a satellite that asks', 'handshake: primary-responds-to-syncing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=https%3A%2F%2Fsatellite.test%2Fpage' },
  }),
  row('a satellite that asks with what is no URL', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=nowhere' },
    official: stricter('throws', 'a bad parameter is no fault of the app; ours is left alone'),
  }),
  row('a satellite that asks with a header', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=%0d%0aSet-Cookie:x=1' },
    official: stricter(
      { status: 'handshake', reason: 'primary-responds-to-syncing' },
      'it redirects anywhere',
    ),
  }),
  row('a satellite that asks a production app', 'signed-out: session-token-and-uat-missing', {
    ask: { path: '/sign-in?__clerk_redirect_url=https%3A%2F%2Fsatellite.test%2Fpage' },
  }),
  // The attack: a redirect that runs a script.
  row('a satellite that is a script', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/sign-in?__clerk_redirect_url=javascript:alert(1)' },
    official: stricter(
      { status: 'handshake', reason: 'primary-responds-to-syncing' },
      'it redirects anywhere',
    ),
  }),
]

const satellite = {
  isSatellite: true,
  domain: 'satellite.example.com',
  signInUrl: 'https://primary.example.com/sign-in',
}
const autoSync = { ...satellite, satelliteAutoSync: true }

export const satelliteStates: TableRow[] = [
  row('nobody, not asked to sync', 'signed-out: session-token-and-uat-missing', { options: satellite }),
  row('nobody, at once', 'handshake: satellite-needs-syncing', { options: autoSync }),
  row('nobody, after a sign-in', 'handshake: satellite-needs-syncing', {
    ask: { path: '/members?__clerk_synced=false' },
    options: satellite,
  }),
  row('nobody, after the sync', 'signed-out: session-token-and-uat-missing', {
    ask: { path: '/members?__clerk_synced=true' },
    options: autoSync,
  }),
  row('nobody, in a fetch', 'signed-out: session-token-and-uat-missing', {
    ask: { isFetch: true },
    options: autoSync,
  }),
  row('somebody', 'signed-in', {
    ask: { session: makeToken({ claims: { iss: 'https://clerk.satellite.example.com' } }), uat: uat() },
    options: satellite,
  }),
  row('somebody, asked to sync', 'handshake: satellite-needs-syncing', {
    ask: { ...signedIn, path: '/members?__clerk_synced=false' },
    options: satellite,
  }),
  row('nobody, at once, in development', 'handshake: satellite-needs-syncing', {
    kind: 'test',
    options: autoSync,
  }),
  row('nobody, after the sync, in development', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: { path: '/members?__clerk_synced=true' },
    options: autoSync,
  }),
  row('the primary domain, reached from a satellite', 'handshake: primary-domain-cross-origin-sync', {
    ask: { ...signedIn, headers: { referer: 'https://satellite.example.com/' } },
  }),
  row('the primary domain, reached from a satellite, once', 'signed-in', {
    ask: { ...signedIn, redirects: 1, headers: { referer: 'https://satellite.example.com/' } },
  }),
  row('the primary domain, reached from the account portal', 'signed-in', {
    ask: { ...signedIn, headers: { referer: 'https://accounts.example.com/sign-in' } },
  }),
  row('the primary domain, reached from the Frontend API', 'signed-in', {
    ask: { ...signedIn, headers: { referer: 'https://clerk.example.com/v1/x' } },
  }),
  row('the primary domain, reached from itself', 'signed-in', {
    ask: { ...signedIn, headers: { referer: 'https://app.example.com/' } },
  }),
  row('a referrer that is no URL', 'signed-in', { ask: { ...signedIn, headers: { referer: 'nowhere' } } }),
  row('a referrer in a form post', 'signed-in', {
    ask: { ...signedIn, method: 'POST', headers: { referer: 'https://satellite.example.com/' } },
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

const bearer = (token: string) => ({ bearer: token })

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

const hmac = (secret: string) => {
  const input = `${encode({ alg: 'HS256', kid: 'key_1', typ: 'JWT' })}.${goodClaims}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}
const unsigned = (alg: string) => `${encode({ alg, kid: 'key_1', typ: 'JWT' })}.${goodClaims}.`
const failed = 'token-verification-failed'

export const attacks: TableRow[] = [
  ...attack('text', 'garbage', 'token-invalid'),
  ...attack('a truncated token', good.slice(0, -22), 'token-invalid-signature'),
  ...attack('a token truncated within a byte', good.slice(0, -20), 'token-invalid'),
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
) => makeToken({ header: { cat: 'cl_I7d4PD111III', ...header }, claims, key })
const withNonce = (nonce: string) => ({ path: `/members?a=1&__clerk_handshake_nonce=${nonce}` })
const withToken = (token: string) => ({ path: `/members?a=1&__clerk_handshake=${token}` })

export const handshakes: TableRow[] = [
  ...(['live', 'test'] as const).flatMap((kind) => [
    row(`a nonce (${kind})`, 'signed-in', { kind, ask: withNonce('good') }),
    row(`a nonce of nobody (${kind})`, 'signed-out: session-token-missing', {
      kind,
      ask: withNonce('signed_out'),
    }),
    row(`a nonce that was made up (${kind})`, 'signed-out: session-token-missing', {
      kind,
      ask: withNonce('made_up'),
    }),
    row(`a payload as a token (${kind})`, 'signed-in', {
      kind,
      ask: withToken(payloadToken({ handshake: payloads.good })),
    }),
    row(`a payload of a forged session (${kind})`, 'signed-out: session-token-and-uat-missing', {
      kind,
      ask: withNonce('forged'),
    }),
  ]),
  row('a nonce in a cookie', 'signed-in', { ask: { others: '__clerk_handshake_nonce=good' } }),
  row('a payload in a cookie', 'signed-in', {
    ask: { others: `__clerk_handshake=${payloadToken({ handshake: payloads.good })}` },
  }),
  row('an expired session from a handshake', 'signed-out: session-token-and-uat-missing', {
    ask: withNonce('old'),
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
    ask: withToken(payloadToken({ handshake: payloads.good }, {}, foreignKeys.privateKey)),
  }),
  row('a forged payload, in development', 'signed-out: session-token-and-uat-missing', {
    kind: 'test',
    ask: withToken(payloadToken({ handshake: payloads.good }, {}, foreignKeys.privateKey)),
    official: stricter('throws', 'a bad parameter is no fault of the app'),
  }),
  row('a payload that no header holds', 'signed-in', {
    ask: withNonce('odd'),
    official: stricter(
      { status: 'signed-out', reason: 'session-token-and-uat-missing' },
      'it gives up on all of it',
    ),
  }),
  // The attack: a template whose claims are called `handshake` plants cookies of its author's choice.
  row('a payload from a template', 'signed-out: session-token-and-uat-missing', {
    ask: withToken(payloadToken({ handshake: payloads.good }, { cat: tokenCategories.template })),
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
