import {
  type CheckAuthorizationParams,
  checkAuthorization,
  type GetTokenOptions,
  type Keywright,
  type Resources,
  type TokenClaims,
} from '@keywright/js'
import { useMemo } from 'react'
import { type InitialState, useKeywrightContext, useResources } from './keywright-context.ts'

export interface AuthOptions {
  /** Whether somebody of whom something is still asked counts as signed in; by default they do not. */
  treatPendingAsSignedOut?: boolean | undefined
}

interface AuthVerbs {
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

/** Who is signed in, as far as their session token says. */
export function useAuth({ treatPendingAsSignedOut = true }: AuthOptions = {}): Auth {
  const { keywright, initialState } = useKeywrightContext()
  const resources = useResources()
  return useMemo(
    () => readAuth(keywright, claimsOf(resources, initialState), treatPendingAsSignedOut),
    [keywright, resources, initialState, treatPendingAsSignedOut],
  )
}

/** `undefined`: not known yet. What the server knew counts until the browser knows. */
function claimsOf(
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

function readAuth(keywright: Keywright, claims: TokenClaims | null | undefined, hidesPending: boolean): Auth {
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
