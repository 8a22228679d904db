/**
 * What the cookies of a request mean, as a table of rows in the order of wire contract 4.7: the first that has something to say
 * decides. Pure: what has to be asked is asked by `authenticate-request.ts`.
 */
import type { SessionClaims } from '@keywright/tokens'
import { fullMessageOf } from '../verify/token-verification-error.ts'
import type { Verification } from '../verify/verifier.ts'
import { isKnownReferrer } from './cross-origin.ts'
import { type Decision, handshake, signedOut } from './decision.ts'
import type { RequestFacts } from './request-facts.ts'
import { isOtherKindOfToken } from './token-types.ts'

export type Row = (facts: RequestFacts) => Decision | undefined

const syncedParam = '__clerk_synced'
const redirectParam = '__clerk_redirect_url'
const devBrowserParam = '__clerk_db_jwt'

/** Rows 2 and 3: a satellite has no cookies of its own before the primary domain told it who is signed in. */
const satellite: Row = (facts) => {
  const synced = facts.url.searchParams.get(syncedParam)
  const isPage = facts.method === 'GET' && facts.secFetchDest === 'document'
  if (!facts.isSatellite || !isPage || synced === 'true') return undefined
  const hasCookies = facts.sessionToken !== undefined || facts.clientUat !== 0
  const isAsked = synced === 'false'
  if (!facts.satelliteAutoSync && !hasCookies && !isAsked) return signedOut('session-token-and-uat-missing')
  if (hasCookies && !isAsked) return undefined
  if (!facts.isDevelopment) return handshake('satellite-needs-syncing')
  const primary = new URL(facts.signInUrl ?? facts.frontendUrl)
  primary.searchParams.append(redirectParam, facts.url.href)
  return { kind: 'handshake', reason: 'satellite-needs-syncing', location: primary.href }
}

/** Row 4: in development the primary answers a satellite through the URL. */
const answerToSatellite: Row = (facts) => {
  if (!facts.isDevelopment || facts.isSatellite || facts.url.search === '') return undefined
  const target = facts.url.searchParams.get(redirectParam)
  // Whatever is no page would be a mistake at best, `javascript:` at worst.
  if (!target || !/^https?:\/\//i.test(target) || !URL.canParse(target)) return undefined
  const back = new URL(target)
  if (facts.devBrowser) back.searchParams.append(devBrowserParam, facts.devBrowser)
  back.searchParams.set(syncedParam, 'true')
  return { kind: 'handshake', reason: 'primary-responds-to-syncing', location: back.href }
}

/** Row 5. */
const devBrowserInUrl: Row = ({ isDevelopment, url }) =>
  isDevelopment && url.search !== '' && url.searchParams.has(devBrowserParam)
    ? handshake('dev-browser-sync')
    : undefined

/** Row 6. */
const noDevBrowser: Row = ({ isDevelopment, devBrowser }) =>
  isDevelopment && !devBrowser ? handshake('dev-browser-missing') : undefined

/** Rows 7 to 9: the two cookies belong together. */
const halfKnown: Row = ({ clientUat, sessionToken }) => {
  if (clientUat === 0 && !sessionToken) return signedOut('session-token-and-uat-missing')
  if (clientUat === 0) return handshake('session-token-but-no-client-uat')
  return sessionToken ? undefined : handshake('client-uat-but-no-session-token')
}

/** Rows 10 to 12: what a token says of itself before it is proven. */
const unprovenToken: Row = ({ sessionToken, clientUat, decode }) => {
  const decoded = sessionToken ? decode(sessionToken) : undefined
  if (!sessionToken || !decoded)
    return signedOut('token-invalid', 'This is no session token. (reason=token-invalid)')
  if (isOtherKindOfToken(sessionToken, decode)) return signedOut('token-type-mismatch')
  const { iat } = decoded.claims
  // Signed in or out since: the token is of the time before.
  if (typeof iat === 'number' && iat < clientUat) return handshake('session-token-iat-before-client-uat')
  return { kind: 'verify', token: sessionToken }
}

const rows: readonly Row[] = [
  satellite,
  answerToSatellite,
  devBrowserInUrl,
  noDevBrowser,
  halfKnown,
  unprovenToken,
]

/** Where a request with cookies stands, once no handshake is to be resolved. */
export function judgeCookies(facts: RequestFacts): Decision {
  for (const row of rows) {
    const decision = row(facts)
    if (decision) return decision
  }
  return signedOut('unexpected-error')
}

/** Rows 13 to 17: after the token was proven, or was not. */
export function judgeVerifiedCookie(
  facts: RequestFacts,
  token: string,
  verification: Verification,
): Decision {
  if (!verification.ok) return judgeRefusedToken(facts, token, verification)
  const { claims } = verification
  if (isFromElsewhere(facts))
    return handshake('primary-domain-cross-origin-sync', 'The page was reached from another domain.')
  if (isOtherOrganization(facts, claims) && facts.redirectCount < 3 && isHandshakePossible(facts))
    return handshake('active-organization-mismatch')
  return { kind: 'signed-in', token, claims }
}

type Refused = Extract<Verification, { ok: false }>

/** Row 13: time heals some refusals, by a refresh or a handshake. Row 14: nothing heals the others. */
function judgeRefusedToken(facts: RequestFacts, token: string, { refusal }: Refused): Decision {
  const message = fullMessageOf({ action: undefined, ...refusal })
  switch (refusal.reason) {
    case 'token-expired':
      return judgeExpired(facts, token, message)
    case 'token-not-active-yet':
      return handshake('session-token-nbf', message)
    case 'token-iat-in-the-future':
      return handshake('session-token-iat-in-the-future', message)
    // The session itself may go on, narrowed: the server knows, and hands out a new token if it does.
    case 'token-revoked':
    case 'token-unproven':
      return renewal(facts, token, message) ?? handshake(refusal.reason, message)
    default:
      return signedOut(refusal.reason, message)
  }
}

function judgeExpired(facts: RequestFacts, token: string, message: string): Decision {
  if (facts.method !== 'GET') return handshake('session-token-expired-refresh-non-eligible-non-get', message)
  if (!facts.refreshToken)
    return handshake('session-token-expired-refresh-non-eligible-no-refresh-cookie', message)
  return (
    renewal(facts, token, message) ??
    handshake('session-token-expired-refresh-expired-session-token-missing-sid-claim', message)
  )
}

/** A refresh needs no redirect, and its own cookie. */
function renewal(
  { method, refreshToken, decode }: RequestFacts,
  token: string,
  message: string,
): Decision | undefined {
  const sessionId = decode(token)?.claims.sid
  if (method !== 'GET' || !refreshToken || typeof sessionId !== 'string' || sessionId === '') return undefined
  return { kind: 'refresh', token, refreshToken, sessionId, message }
}

/** A token in the header comes from a program, which cannot be redirected and has no refresh cookie of its own. */
export function judgeVerifiedHeader(
  facts: RequestFacts,
  token: string,
  verification: Verification,
): Decision {
  if (verification.ok) return { kind: 'signed-in', token, claims: verification.claims }
  return judgeRefusedToken({ ...facts, refreshToken: undefined }, token, verification)
}

/** Whether a browser asks for a page, as far as can be told (wire contract 4.1). */
export function isHandshakePossible({ method, secFetchDest, accept }: RequestFacts): boolean {
  if (method !== 'GET') return false
  if (secFetchDest) return secFetchDest === 'document' || secFetchDest === 'iframe'
  return accept?.startsWith('text/html') === true
}

/** Row 15: somebody who comes from another domain may have signed in or out there. Asked once. */
function isFromElsewhere(facts: RequestFacts): boolean {
  const { isSatellite, method, secFetchDest, referrer, redirectCount } = facts
  if (isSatellite || method !== 'GET' || secFetchDest !== 'document' || redirectCount !== 0) return false
  return referrer !== undefined && URL.canParse(referrer) && !isKnownReferrer(new URL(referrer), facts)
}

/** Row 16. A pending session counts as signed out, and has no organization to change. */
function isOtherOrganization({ organizationTarget: target }: RequestFacts, claims: SessionClaims): boolean {
  if (!target || claims.sts === 'pending') return false
  const { id, slug } = activeOrganization(claims)
  if (target.kind === 'personal') return id !== undefined
  return target.organization !== (target.kind === 'id' ? id : slug)
}

function activeOrganization(claims: SessionClaims): { id: string | undefined; slug: string | undefined } {
  return claims.v === 2
    ? { id: claims.o?.id, slug: claims.o?.slg }
    : { id: claims.org_id, slug: claims.org_slug }
}
