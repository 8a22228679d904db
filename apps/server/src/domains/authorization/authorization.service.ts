import { decodeJwt, type SessionClaims, tokenCategories } from '@keywright/tokens'
import {
  type AuthorizationCheck,
  type AuthorizationExplanation,
  type AuthorizationExplanationFacts,
  type AuthorizationQuestion,
  explainAuthorization,
} from '@keywright/tokens/explain-authorization'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { SessionTokenReader } from '../handshake/index.ts'
import type { Scope } from '../instances/index.ts'
import { unmetIn } from '../organization-policies/index.ts'
import {
  permissionKeysOf,
  type RoleCatalogue,
  type RoleCatalogues,
  rolesOf,
} from '../organization-roles/index.ts'
import {
  type Membership,
  type MembershipsService,
  type OrganizationsService,
  roleSetOf,
} from '../organizations/index.ts'
import { factorVerificationAge, isSignedIn, type Session, type SessionsService } from '../sessions/index.ts'
import type { User, UsersService } from '../users/index.ts'
import {
  createDecision,
  factsOfToken,
  organizationIdOf,
  policyChecks,
  sourcesOf,
  tokenChecks,
  withPrefix,
} from './authorization.policy.ts'
import { listRevokedSources } from './authorization.repository.ts'

export interface AuthorizationDeps {
  db: Db
  clock: Clock
  reader: SessionTokenReader
  users: Pick<UsersService, 'get'>
  sessions: Pick<SessionsService, 'get'>
  memberships: Pick<MembershipsService, 'find'>
  organizations: Pick<OrganizationsService, 'get'>
  catalogues: Pick<RoleCatalogues, 'get'>
}

/** Who is asked about, and why they may or may not. */
export interface Explained {
  userId: string
  organizationId: string | null
  sessionId: string | null
  source: 'token' | 'database'
  decision: AuthorizationExplanation
  /** Beside a decision by a token: what holds now. */
  present: AuthorizationExplanation | null
}

interface Asked {
  userId: string
  organizationId: string | null
  session?: Session | undefined
}

/** Facts of the present, and what stands in the way before any role counts. */
interface Present {
  facts: AuthorizationExplanationFacts
  before: AuthorizationCheck[]
}

export type AuthorizationService = ReturnType<typeof createAuthorizationService>

/** Says why somebody may do something, or may not. It decides nothing that anybody relies on. */
export function createAuthorizationService(deps: AuthorizationDeps) {
  const { db, clock, reader, users, sessions, memberships, organizations, catalogues } = deps

  async function readToken(
    { instance }: Scope,
    token: string,
  ): Promise<{ claims: SessionClaims; isExpired: boolean }> {
    const proven = await reader.readExpired(instance, token)
    const category = decodeJwt(token)?.header.cat
    const isOfSession = category === undefined || category === tokenCategories.session
    if (proven.kind === 'refused' || !isOfSession || typeof proven.claims.sid !== 'string')
      throw new DomainError('invalid_session_token', { param: 'session_token' })
    const present = await reader.read(instance, token)
    return { claims: proven.claims as SessionClaims, isExpired: present.kind === 'refused' }
  }

  async function readRoles(
    scope: Scope,
    { userId, organizationId }: Asked,
  ): Promise<
    Pick<Present['facts'], 'roles' | 'permissions' | 'rolesGranting'> & { membership: Membership | undefined }
  > {
    const none = { roles: [], permissions: [], membership: undefined }
    if (organizationId === null) return none
    const membership = await memberships.find(scope.instance, { organizationId, userId })
    if (!membership) return none
    const catalogue = await catalogues.get(scope.instance)
    const roles = rolesOf(catalogue, membership.roleIds)
    const { roleIds } = roleSetOf(catalogue, await organizations.get(scope, organizationId))
    return {
      roles: roles.map(({ key }) => key),
      permissions: permissionKeysOf(roles),
      rolesGranting: (permission) => rolesWith(catalogue, [...roleIds, ...membership.roleIds], permission),
      membership,
    }
  }

  /** What the organization asks of the session. Where a token has been made without it, that may be why. */
  async function readPolicy(scope: Scope, { organizationId, session }: Asked): Promise<AuthorizationCheck[]> {
    const id = organizationId ?? session?.lastActiveOrganizationId ?? null
    if (id === null || !session || !isSignedIn(session)) return []
    const organization = await organizations.get(scope, id).catch(() => undefined)
    if (!organization) return []
    // From where the user calls is known when they call.
    const from = { now: clock.now(), ip: undefined }
    return policyChecks(id, unmetIn(scope.instance, organization.policy, session, from))
  }

  async function readPresent(scope: Scope, user: User | undefined, asked: Asked): Promise<Present> {
    const { userId, organizationId, session } = asked
    const { membership, ...held } = await readRoles(scope, asked)
    return {
      facts: {
        ...{ userId, organizationId, source: 'membership', ...held, ageMinutes: 0 },
        sessionStatus: session?.status,
        factorAges: session && factorVerificationAge(session, clock.now()),
      },
      before: [
        ...visitorChecks(user, session),
        ...(organizationId === null ? [] : membershipChecks(scope, organizationId, membership)),
        ...(await readPolicy(scope, asked)),
      ],
    }
  }

  const decide = ({ facts, before }: Present, question: AuthorizationQuestion) =>
    explainAuthorization(question, facts, createDecision(facts), before)

  return {
    /** By what a session token says, also one that has expired; and by what holds now. */
    async explainToken(scope: Scope, token: string, question: AuthorizationQuestion): Promise<Explained> {
      const { claims, isExpired } = await readToken(scope, token)
      const { sub: userId, sid: sessionId } = claims
      const organizationId = organizationIdOf(claims)
      const revoked = await listRevokedSources(db, scope.instance.id, sourcesOf(claims))
      const told = {
        facts: factsOfToken(claims, clock.now()),
        before: tokenChecks(claims, { isExpired, revoked }),
      }
      const user = await users.get(scope, userId).catch(() => undefined)
      const session = await sessions.get(scope, sessionId).catch(() => undefined)
      const present = await readPresent(scope, user, { userId, organizationId, session })
      return {
        ...{ userId, organizationId, sessionId, source: 'token' },
        decision: decide(told, question),
        present: decide(present, question),
      }
    },

    /** By what holds now. Throws `resource_not_found` for a user or an organization there is not. */
    async explainMember(
      scope: Scope,
      { userId, organizationId }: { userId: string; organizationId: string | null },
      question: AuthorizationQuestion,
    ): Promise<Explained> {
      const user = await users.get(scope, userId)
      if (organizationId !== null) await organizations.get(scope, organizationId)
      const present = await readPresent(scope, user, { userId, organizationId })
      return {
        ...{ userId, organizationId, sessionId: null, source: 'database' },
        decision: decide(present, question),
        present: null,
      }
    },
  }
}

/** The keys of those roles that grant a permission. */
function rolesWith(catalogue: RoleCatalogue, roleIds: Membership['roleIds'], permission: string): string[] {
  const key = withPrefix(permission)
  const roles = new Set(rolesOf(catalogue, roleIds))
  return [...roles]
    .filter((role) => role.permissions.some((held) => held.key === key))
    .map((role) => role.key)
}

function visitorChecks(user: User | undefined, session: Session | undefined): AuthorizationCheck[] {
  const refuse = (subject: AuthorizationCheck['subject'], code: string, message: string, details = {}) => [
    { subject, allowed: false, code, message, details },
  ]
  if (!user) return refuse('session', 'user_deleted', 'The user does not exist any more.')
  if (user.banned) return refuse('policy', 'user_banned', 'The user is banned: no session of theirs counts.')
  if (session && session.status !== 'active' && session.status !== 'pending')
    return refuse('session', 'session_ended', 'The session has ended.', { status: session.status })
  return []
}

function membershipChecks(
  { instance }: Scope,
  organizationId: string,
  membership: Membership | undefined,
): AuthorizationCheck[] {
  const details = { organization_id: organizationId }
  if (!instance.settings.organizations.enabled)
    return [
      {
        ...{ subject: 'policy', allowed: false, code: 'organizations_disabled', details },
        message: 'Organizations are switched off in this instance.',
      },
    ]
  if (membership) return []
  return [
    {
      ...{ subject: 'organization', allowed: false, code: 'not_a_member', details },
      message: 'The user is not a member of the organization.',
    },
  ]
}
