import { tokenCategories } from '@keywright/tokens'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newRandomName } from '../../platform/random.ts'
import type { Instance } from '../instances/index.ts'
import { policyUnmet } from '../organization-policies/index.ts'
import { tasksOf } from '../sessions/index.ts'
import type { SigningKeysService } from '../signing-keys/index.ts'
import { userImageUrl } from '../users/index.ts'
import { buildDefaultClaims, buildSessionClaims, withoutReserved } from './claims.policy.ts'
import { toShortcodeSource } from './shortcode-source.policy.ts'
import { fillShortcodes, hasShortcodes } from './shortcodes.policy.ts'
import { type SigningMaterial, signJwt } from './sign-jwt.ts'
import type {
  FindTokenOrganization,
  FoundOrganization,
  TokenBearer,
  TokenOrganization,
} from './token-organization.entity.ts'
import { requireCookieSize } from './token-size.policy.ts'
import type { SessionClaimsSource, TokenUser } from './token-subject.entity.ts'
import { findTokenUser } from './tokens.repository.ts'

export interface TokensDeps {
  db: Db
  clock: Clock
  signingKeys: Pick<SigningKeysService, 'activeKey'>
  /** Where this server is by its configuration; image URLs in claims begin with it. */
  publicUrl: string
  findOrganization: FindTokenOrganization
}

export interface MintInput {
  instance: Instance
  session: SessionClaimsSource
  /** From where the token is asked for; `undefined`: nobody knows, as a server asks for it. */
  ip: string | undefined
  /** Origin of the page the token is for; `undefined` for native apps and servers. */
  azp: string | undefined
  /** The session's user, where the caller has them; read otherwise. */
  user?: TokenUser
  /** `undefined`: the one that is active in the session; `null`: none; else this one, or `resource_not_found`. */
  organizationId?: string | null | undefined
  /** In which organization the session acts, where `actingIn` has told the caller; `null`: in none. Found otherwise. */
  organization?: TokenOrganization | null
  /** Whoever asks answers for where the user is. */
  isVouchedFor?: boolean
  /** Refuses where the session does not meet the policy of its own organization, instead of leaving that out. */
  insists?: boolean
  /** When session and user were last known to be as they are in the database; by default now. */
  provenAt?: Date
  expiresInSeconds?: number | undefined
}

/** In which organization somebody wants to act. */
export interface OrganizationQuestion
  extends Pick<MintInput, 'instance' | 'ip' | 'isVouchedFor' | 'organizationId'> {
  session: TokenBearer['session'] & Pick<SessionClaimsSource, 'lastActiveOrganizationId'>
}

/** Where a session acts, and else what keeps it out of its organization. */
export interface ActingIn extends Pick<FoundOrganization, 'unmet'> {
  organization: TokenOrganization | null
}

/** What a JWT template says of the tokens made from it. */
export interface TokenTemplate {
  claims: Readonly<Record<string, unknown>>
  lifetimeSeconds: number
  allowedClockSkewSeconds: number
  /** The template's own key; by default the instance's. */
  signingMaterial?: SigningMaterial
}

export type TokensService = ReturnType<typeof createTokensService>

/** Makes tokens: claims from session and user, signed with the instance's key, or a template's own. */
export function createTokensService({ db, clock, signingKeys, publicUrl, findOrganization }: TokensDeps) {
  async function userOf({ instance, session, user }: MintInput): Promise<TokenUser> {
    const found = user ?? (await findTokenUser(db, instance.id, session.userId))
    if (!found) throw new DomainError('session_not_found')
    return found
  }

  /** The organization that is asked for, and what of its policy the session does not meet. */
  async function find(question: OrganizationQuestion): Promise<FoundOrganization | undefined> {
    const { instance, session, organizationId } = question
    const id = organizationId === undefined ? session.lastActiveOrganizationId : organizationId
    if (id === null || id === '') return undefined
    const { enabled } = instance.settings.organizations
    const found = enabled ? await findOrganization(instance, question, id) : undefined
    if (!found && organizationId !== undefined) throw new DomainError('resource_not_found')
    return found
  }

  /** A session that may not act in its organization, or whose user has been put out of it, goes on without one. */
  async function organizationOf(input: MintInput): Promise<TokenOrganization | undefined> {
    const { organization, organizationId, insists = organizationId !== undefined } = input
    if (organization !== undefined) return organization ?? undefined
    const found = await find(input)
    if (!found || found.unmet.length === 0) return found?.organization
    if (insists) throw policyUnmet(found.organization.id, found.unmet)
    return undefined
  }

  /** A token without an organization is for whoever still has to choose one, where everybody has to. */
  function subjectOf(
    { instance, session }: MintInput,
    { twoFactorEnabled }: TokenUser,
    organization: TokenOrganization | undefined,
  ) {
    const at = { lastActiveOrganizationId: organization?.id ?? null, twoFactorEnabled }
    const isPending = tasksOf(at, instance.settings).length > 0
    return isPending ? { ...session, status: 'pending' as const } : session
  }

  /** Claims the operator added, with what they stand for in place. */
  function fillClaims(
    claims: Readonly<Record<string, unknown>>,
    session: SessionClaimsSource,
    user: TokenUser,
    { instance, organization }: { instance: Instance; organization: TokenOrganization | undefined },
  ): Record<string, unknown> {
    if (!hasShortcodes(claims)) return claims
    const imageUrl = userImageUrl(user, { instance, publicUrl })
    return fillShortcodes(claims, toShortcodeSource({ session, user, imageUrl, organization }))
  }

  async function instanceMaterial(instance: Instance): Promise<SigningMaterial & { kid: string }> {
    const { kid, algorithm, privateKey } = await signingKeys.activeKey(instance)
    return { kid, algorithm, key: privateKey }
  }

  function factsOf({ instance, azp }: MintInput, lifetimeSeconds: number) {
    const tokenId = newRandomName(10)
    return { issuer: instance.issuer, now: clock.now(), lifetimeSeconds, tokenId, azp }
  }

  return {
    /** The organization that a session acts in: its own, if it may; else what keeps it out. */
    async actingIn(question: Omit<OrganizationQuestion, 'organizationId'>): Promise<ActingIn> {
      const { organization, unmet } = (await find(question)) ?? { unmet: [] }
      return { organization: (unmet.length === 0 && organization) || null, unmet }
    },

    /** A session token: what SDKs verify on every request. Throws `session_token_too_large` for one that no cookie holds. */
    async mintSessionToken(input: MintInput): Promise<string> {
      const { instance, provenAt, expiresInSeconds } = input
      const { lifetime_seconds, claims: added, version } = instance.settings.tokens
      const provenNow = provenAt ?? clock.now()
      const user = await userOf(input)
      const organization = await organizationOf(input)
      const session = subjectOf(input, user, organization)
      const { kid, ...material } = await instanceMaterial(instance)
      const facts = factsOf(input, expiresInSeconds ?? lifetime_seconds)
      const claims = {
        ...fillClaims(withoutReserved(added, 'session'), session, user, { instance, organization }),
        ...buildSessionClaims({ ...facts, session, userVersion: user.version, organization }, version),
      }
      const header = { cat: tokenCategories.session, kid, oiat: toSeconds(provenNow), typ: 'JWT' }
      const jwt = await signJwt(header, claims, material)
      // Native apps and servers keep it in no cookie.
      if (input.azp !== undefined) requireCookieSize(jwt, instance, claims)
      return jwt
    },

    /** A token of another shape, for another service. It is no session token, and its category says so. */
    async mintTemplateToken(input: MintInput, template: TokenTemplate): Promise<string> {
      const { instance, expiresInSeconds } = input
      const user = await userOf(input)
      const organization = await organizationOf(input)
      const session = subjectOf(input, user, organization)
      const material: SigningMaterial & { kid?: string } =
        template.signingMaterial ?? (await instanceMaterial(instance))
      const facts = factsOf(input, expiresInSeconds ?? template.lifetimeSeconds)
      const claims = {
        ...fillClaims(withoutReserved(template.claims, 'template'), session, user, {
          instance,
          organization,
        }),
        ...buildDefaultClaims(facts, user.id, template.allowedClockSkewSeconds),
      }
      const { kid } = material
      const header = { cat: tokenCategories.template, ...(kid === undefined ? {} : { kid }), typ: 'JWT' }
      return await signJwt(header, claims, material)
    },
  }
}

function toSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000)
}
