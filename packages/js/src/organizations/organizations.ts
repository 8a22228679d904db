/**
 * In which organization each session is, on this page: every tab has its own, and keeps it over a reload. Loaded with the first
 * session whose user is in an organization.
 */
import { isKeywrightApiError } from '@keywright/client'
import type { SessionCenter } from '../client/session-center.ts'
import type { ClientState } from '../flows/flow-api.ts'
import type { Platform } from '../platform/platform.ts'
import type { MembershipWire, OrganizationMembershipResource } from '../resources/organization.ts'
import type { ResourceApi } from '../resources/resource-api.ts'
import type { UserWire } from '../resources/user.ts'
import type { SessionCookies } from '../sync/session-cookies.ts'
import { decodeToken, organizationIdOf, type TokenClaims } from '../tokens/decode-token.ts'
import type { TokenCache, TokenKey } from '../tokens/token-cache.ts'
import { createTabMemory } from './tab-memory.ts'
import { toMembership } from './to-organization.ts'

export interface OrganizationsDeps {
  platform: Pick<Platform, 'page' | 'tabMemory'>
  center: Pick<SessionCenter, 'activeKey' | 'writeCookies'>
  cache: Pick<TokenCache, 'secondsLeft'>
  cookies: Pick<SessionCookies, 'readToken'>
  /** What tabs call what they remember of this instance. */
  sharedName: string
}

type SessionState = ClientState['sessions'][number]

export interface Organizations {
  membershipsOf(wire: readonly MembershipWire[], send: ResourceApi['send']): OrganizationMembershipResource[]
  /** `null`: the personal account. */
  organizationIdOf(session: SessionState): string | null
  /** What a token was refused for. It may be that the session may not act in the organization that it is in, in this tab. */
  leave(key: TokenKey, refusal: unknown): void
  /** From now on the session is in this organization, in this tab. */
  choose(sessionId: string, organizationId: string | null): void
  /** All tabs write the one cookie that the app's server reads: it is for the organization of the tab that was looked at last. */
  mayTell(jwt: string | null): boolean
  stop(): void
}

export function createOrganizations(deps: OrganizationsDeps): Organizations {
  const { platform, center, cache, cookies, sharedName } = deps
  const { page, tabMemory = createTabMemory() } = platform
  const chosen = new Map<string, string | null>()
  const remembered = readChoices(tabMemory.read(sharedName))
  let isLookedAt = page.isVisible()

  const toldClaims = (): TokenClaims | undefined => decodeToken(cookies.readToken() ?? '')?.claims

  function choose(sessionId: string, organizationId: string | null): void {
    chosen.set(sessionId, organizationId)
    tabMemory.write(sharedName, JSON.stringify(Object.fromEntries(chosen)))
  }

  /** What a page begins with. A link, unlike a reload, leads to what the app's server took the browser for. */
  function firstOf(session: SessionState): string | null {
    const told = toldClaims()
    const ofCookie = told?.sid === session.id ? organizationIdOf(told) : undefined
    const ofTab = remembered[session.id]
    const wishes = tabMemory.isReload() ? [ofTab, ofCookie] : [ofCookie, ofTab]
    const known = wishes.find((wish) => wish !== undefined && isMember(session, wish))
    return known === undefined ? session.last_active_organization_id : known
  }

  const stopListening = page.onWake(() => {
    if (!page.isVisible()) return
    isLookedAt = true
    center.writeCookies()
  })

  return {
    membershipsOf: (wire, send) => wire.map((one) => toMembership(one, send)),

    organizationIdOf(session) {
      const choice = chosen.get(session.id)
      if (choice !== undefined && isMember(session, choice)) return choice
      // Whoever is no longer in there goes on with their personal account, whatever another tab has chosen.
      if (choice !== undefined) isLookedAt = page.isVisible()
      const next = choice === undefined ? firstOf(session) : null
      const organizationId = isMember(session, next) ? next : null
      choose(session.id, organizationId)
      return organizationId
    },

    leave({ sessionId, organizationId }, refusal) {
      const isUnmet = isKeywrightApiError(refusal) && refusal.code === 'organization_policy_unmet'
      if (!isUnmet || chosen.get(sessionId) !== organizationId) return
      isLookedAt = page.isVisible()
      choose(sessionId, null)
    },

    choose(sessionId, organizationId) {
      isLookedAt = true
      choose(sessionId, organizationId)
    },

    mayTell(jwt) {
      const [told, own] = [toldClaims(), decodeToken(jwt ?? '')?.claims]
      const isOfOther =
        told && own && told.sid === own.sid && organizationIdOf(told) !== organizationIdOf(own)
      const key = center.activeKey()
      const isGood = key !== undefined && cache.secondsLeft(key) > 0
      const mayReplace = isLookedAt && isGood
      if (isGood) isLookedAt = false
      return !isOfOther || mayReplace
    },

    stop: stopListening,
  }
}

/** While only the token of a session is known, nothing says that its user is not. */
function isMember(session: SessionState, organizationId: string | null): boolean {
  const user = session.user as Partial<UserWire> | null
  if (organizationId === null || !user) return true
  const { organization_memberships: memberships = [] } = user
  return memberships.some(({ organization }) => organization.id === organizationId)
}

/** Any script of the page may have written there. */
function readChoices(text: string | null): Record<string, string | null> {
  try {
    const choices: unknown = JSON.parse(text ?? '')
    const entries = Object.entries(typeof choices === 'object' && choices ? choices : {})
    return Object.fromEntries(entries.filter(([, one]) => one === null || typeof one === 'string'))
  } catch {
    return {}
  }
}
