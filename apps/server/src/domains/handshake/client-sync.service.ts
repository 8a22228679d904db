/**
 * Satellites: domains of their own that share the primary domain's sessions (wire contract 3.8). The primary's cookie does
 * not go there, so the browser makes a journey: satellite `sync` → primary `sync` → satellite `link` → back to the app.
 */
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newToken } from '../../platform/random.ts'
import { equalSecrets, hashToken, type Vault } from '../../platform/secrets/seal.ts'
import { type FrontendScope, isAllowedRedirect, isClientToken } from '../clients/index.ts'
import type { ClientHandover } from '../frontend-entrance/index.ts'
import type { Instance } from '../instances/index.ts'
import * as repository from './client-sync.repository.ts'
import { withParameter } from './directives.ts'

export interface ClientSyncDeps {
  db: Db
  clock: Clock
  vault: Vault
}

export interface SyncInput {
  redirectUrl: string | undefined
  /** The satellite's host; named only on the primary domain. */
  linkDomain: string | undefined
  state: string | undefined
}

/** Where the browser goes on; with a state, if the journey begins here. */
export interface SyncStep {
  location: string
  state?: string
}

const journeySeconds = 60

export type ClientSync = ReturnType<typeof createClientSync>

export function createClientSync({ db, clock, vault }: ClientSyncDeps) {
  /** On the primary domain: hands the client over to one of the instance's own hosts. */
  async function handOver(
    scope: FrontendScope,
    handover: ClientHandover,
    journey: { redirectUrl: string; linkDomain: string; state: string },
  ): Promise<SyncStep> {
    const { instance } = scope
    if (!instance.hosts.includes(journey.linkDomain))
      throw new DomainError('prohibited_redirect_url', { param: 'link_domain' })
    const token = newToken()
    const tokenHash = hashToken(token)
    const clientToken = handover.tokenOf(scope)
    const now = clock.now()
    await repository.insertJourney(db, instance.id, {
      tokenHash,
      sealedClientToken:
        clientToken === undefined ? undefined : vault.seal(clientToken, sealContext(instance, tokenHash)),
      stateHash: hashToken(journey.state),
      redirectUrl: journey.redirectUrl,
      expireAt: new Date(now.getTime() + journeySeconds * 1000),
      now,
    })
    return { location: `https://${journey.linkDomain}/v1/client/link?__clerk_token=${token}` }
  }

  return {
    /** One step of the journey: from a satellite to the primary domain, or from there to the satellite. */
    async sync(scope: FrontendScope, handover: ClientHandover, input: SyncInput): Promise<SyncStep> {
      const redirectUrl = requireTarget(scope, input.redirectUrl)
      if (input.linkDomain !== undefined) {
        if (!input.state) throw new DomainError('missing_query_parameter', { param: '__clerk_sync_state' })
        return await handOver(scope, handover, {
          redirectUrl,
          linkDomain: input.linkDomain,
          state: input.state,
        })
      }
      return beginJourney(scope, redirectUrl)
    },

    /** On the satellite, at the end: takes the client over, for the browser that set out and for no other. */
    async link(
      { instance }: FrontendScope,
      { token, state }: { token: string | undefined; state: string | undefined },
    ): Promise<{ clientToken: string | undefined; location: string }> {
      if (!token) throw new DomainError('missing_query_parameter', { param: '__clerk_token' })
      const tokenHash = hashToken(token)
      const journey = await repository.consumeJourney(db, instance.id, tokenHash, clock.now())
      // Without this, a link made by somebody else would sign its reader in as them.
      if (!journey || !state || !equalSecrets(hashToken(state), journey.stateHash))
        throw new DomainError('sync_nonce_already_consumed')
      const sealed = journey.sealedClientToken
      const clientToken = sealed && vault.open(sealed, sealContext(instance, tokenHash)).toString()
      return {
        clientToken: clientToken && isClientToken(clientToken) ? clientToken : undefined,
        location: withParameter(journey.redirectUrl, '__clerk_synced', 'true'),
      }
    },

    deleteExpired: ({ id }: Instance): Promise<void> => repository.deleteExpiredJourneys(db, id, clock.now()),
  }
}

/** From a satellite to the primary domain, where the client's cookie is. */
export function beginJourney({ instance, request }: FrontendScope, redirectUrl: string): SyncStep {
  const state = newToken()
  const query = new URLSearchParams({
    link_domain: new URL(request.publicUrl).host,
    redirect_url: redirectUrl,
    __clerk_sync_state: state,
  })
  return { location: `https://${instance.frontendHost}/v1/client/sync?${query}`, state }
}

function sealContext({ id }: Instance, tokenHash: Buffer): string {
  return `client_sync:${id}:${tokenHash.toString('hex')}`
}

function requireTarget({ instance, request }: FrontendScope, redirectUrl: string | undefined): string {
  const param = 'redirect_url'
  if (!redirectUrl) throw new DomainError('missing_query_parameter', { param })
  if (!URL.canParse(redirectUrl)) throw new DomainError('invalid_redirect_url', { param })
  if (!isAllowedRedirect(instance, request, redirectUrl))
    throw new DomainError('prohibited_redirect_url', { param })
  return redirectUrl
}
