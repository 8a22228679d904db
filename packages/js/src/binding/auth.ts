import { type CheckAuthorizationParams, checkAuthorization, permissionsOf } from '../authorization.ts'
import type { Resources } from '../client/session-center.ts'
import type { AuthorizationExplanation, ExplainableAuth } from '../explain.ts'
import type { Keywright } from '../interface.ts'
import type { GetTokenOptions } from '../resources/session.ts'
import { organizationIdOf, type TokenClaims } from '../tokens/decode-token.ts'
import { membershipOf } from './organizations/membership-of.ts'

/** Who the visitor is, as far as that is known. */
interface KnownVisitor {
  resources: Resources
  initialState: InitialState | undefined
}

/** What a server knew of the visitor when it drew the page. Anything with `sessionClaims` will do. */
export interface InitialState {
  sessionClaims?: TokenClaims | null | undefined
}

export interface AuthOptions {
  /** Whether somebody of whom something is still asked counts as signed in; by default they do not. */
  treatPendingAsSignedOut?: boolean | undefined
}

export interface ExplainedHas {
  (params: CheckAuthorizationParams): boolean
  /** Why it says so, as data and in words, without asking anybody. The words come with the first question. */
  explain(params: CheckAuthorizationParams): Promise<AuthorizationExplanation>
}

export interface AuthVerbs {
  has: ExplainedHas
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
  orgPermissions: readonly string[] | (Text & (null | undefined))
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
function claimsOf({ resources, initialState }: KnownVisitor): TokenClaims | null | undefined {
  const { client, session, organization } = resources
  if (!client) return initialState?.sessionClaims
  if (!session) return null
  const claims = session.lastActiveToken?.jwt.claims
  if (claims) return claims
  // The token may be on its way; whose session it is is known.
  const { id: sid, user, status } = session
  return {
    ...{ sub: user?.id ?? '', sid, iat: 0, exp: 0, sts: status === 'pending' ? 'pending' : 'active' },
    ...(organization && { o: { id: organization.id } }),
  }
}

/** Answers, and tells why once it is asked. */
const explained = (has: ExplainableAuth['has'], auth: Omit<ExplainableAuth, 'has'> = {}): ExplainedHas =>
  Object.assign((params: CheckAuthorizationParams) => has(params), {
    explain: async (params: CheckAuthorizationParams) =>
      (await import('../explain.ts')).explainHas({ ...auth, has }, params),
  })

const unknown = { userId: undefined, sessionId: undefined, sessionClaims: undefined, actor: undefined }
const nobody = { userId: null, sessionId: null, sessionClaims: null, actor: null }

/** Who is signed in, as far as their session token says; in an organization, as far as their membership does. */
export function readAuth(
  keywright: Keywright,
  visitor: KnownVisitor,
  { treatPendingAsSignedOut: hidesPending = true }: AuthOptions = {},
): Auth {
  const claims = claimsOf(visitor)
  const { resources } = visitor
  const { signOut, getToken } = keywright
  const unmetPolicy = resources.session?.unmetOrganizationPolicy
  const none = explained(() => false, { sessionClaims: claims, unmetPolicy })
  const verbs = { has: none, signOut, getToken }
  if (claims === undefined)
    return { isLoaded: false, isSignedIn: undefined, ...unknown, ...organizationOf(undefined), ...verbs }
  if (claims === null || (hidesPending && claims.sts === 'pending'))
    return { isLoaded: true, isSignedIn: false, ...nobody, ...organizationOf(null), ...verbs }
  const { sub: userId, sid: sessionId, act: actor = null } = claims
  const organization = activeOrganization(claims, resources)
  const memberships = resources.user?.organizationMemberships
  const has = explained((params) => checkAuthorization(claims, params, memberships), {
    ...{ userId, sessionClaims: claims, unmetPolicy, ...organization },
  })
  return {
    ...{ isLoaded: true, isSignedIn: true, userId, sessionId, sessionClaims: claims, actor, ...verbs, has },
    ...organization,
  }
}

/** The membership is newer than the token, and knows more; before it is there, the token says what it can. */
function activeOrganization(claims: TokenClaims, resources: Resources): OrganizationFields<string | null> {
  const membership = membershipOf(resources)
  if (membership) {
    const { organization, role: orgRole, permissions: orgPermissions } = membership
    return { orgId: organization.id, orgRole, orgSlug: organization.slug, orgPermissions }
  }
  const orgId = organizationIdOf(claims)
  if (orgId === null) return organizationOf(null)
  const { o, org_role: role = null, org_slug: slug = null } = claims
  return {
    ...{ orgId, orgRole: o?.rol ? `org:${o.rol}` : role, orgSlug: o?.slg ?? slug },
    orgPermissions: permissionsOf(claims),
  }
}

const organizationOf = <Nothing extends null | undefined>(nothing: Nothing) => ({
  orgId: nothing,
  orgRole: nothing,
  orgSlug: nothing,
  orgPermissions: nothing,
})
