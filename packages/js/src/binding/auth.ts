import { type CheckAuthorizationParams, checkAuthorization } from '../authorization.ts'
import type { Resources } from '../client/session-center.ts'
import type { Keywright } from '../interface.ts'
import type { GetTokenOptions } from '../resources/session.ts'
import type { TokenClaims } from '../tokens/decode-token.ts'

/** What a server knew of the visitor when it drew the page. Anything with `sessionClaims` will do. */
export interface InitialState {
  sessionClaims?: TokenClaims | null | undefined
}

export interface AuthOptions {
  /** Whether somebody of whom something is still asked counts as signed in; by default they do not. */
  treatPendingAsSignedOut?: boolean | undefined
}

export interface AuthVerbs {
  has(params: CheckAuthorizationParams): boolean
  signOut: Keywright['signOut']
  getToken(options?: GetTokenOptions): Promise<string | null>
}

interface AuthFields<Text> {
  userId: Text
  sessionId: Text
  sessionClaims: TokenClaims | (Text & (null | undefined))
  actor: TokenClaims['act'] | (Text & (null | undefined))
}

interface OrganizationFields<Text> {
  orgId: Text
  orgRole: Text
  orgSlug: Text
}

interface UnknownAuth extends AuthVerbs, AuthFields<undefined>, OrganizationFields<undefined> {
  isLoaded: false
  isSignedIn: undefined
}

interface SignedOutAuth extends AuthVerbs, AuthFields<null>, OrganizationFields<null> {
  isLoaded: true
  isSignedIn: false
}

interface SignedInAuth extends AuthVerbs, OrganizationFields<string | null> {
  isLoaded: true
  isSignedIn: true
  userId: string
  sessionId: string
  sessionClaims: TokenClaims
  actor: TokenClaims['act'] | null
}

export type Auth = UnknownAuth | SignedOutAuth | SignedInAuth

/** `undefined`: not known yet. What the server knew counts until the browser knows. */
export function claimsOf(
  { client, session }: Resources,
  initial: InitialState | undefined,
): TokenClaims | null | undefined {
  if (!client) return initial?.sessionClaims
  if (!session) return null
  const claims = session.lastActiveToken?.jwt.claims
  // The token may be on its way; whose session it is is known.
  return claims ?? { sub: session.user?.id ?? '', sid: session.id, iat: 0, exp: 0, sts: statusOf(session) }
}

const statusOf = ({ status }: { status: string }) => (status === 'pending' ? 'pending' : 'active')

const unknown = { userId: undefined, sessionId: undefined, sessionClaims: undefined, actor: undefined }
const nobody = { userId: null, sessionId: null, sessionClaims: null, actor: null }

/** Who is signed in, as far as their session token says. */
export function readAuth(
  keywright: Keywright,
  claims: TokenClaims | null | undefined,
  { treatPendingAsSignedOut: hidesPending = true }: AuthOptions = {},
): Auth {
  const verbs: AuthVerbs = {
    has: (params) => checkAuthorization(claims ?? undefined, params),
    signOut: keywright.signOut,
    getToken: keywright.getToken,
  }
  if (claims === undefined)
    return { isLoaded: false, isSignedIn: undefined, ...unknown, ...organizationOf(undefined), ...verbs }
  if (claims === null || (hidesPending && claims.sts === 'pending'))
    return {
      isLoaded: true,
      isSignedIn: false,
      ...nobody,
      ...organizationOf(null),
      ...verbs,
      has: () => false,
    }
  const { sub: userId, sid: sessionId, act: actor = null, o: organization } = claims
  return {
    ...{ isLoaded: true, isSignedIn: true, userId, sessionId, sessionClaims: claims, actor, ...verbs },
    orgId: organization?.id ?? null,
    orgRole: organization?.rol ? `org:${organization.rol}` : null,
    orgSlug: organization?.slg ?? null,
  }
}

const organizationOf = <Nothing extends null | undefined>(nothing: Nothing) => ({
  orgId: nothing,
  orgRole: nothing,
  orgSlug: nothing,
})
