import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newToken } from '../../platform/random.ts'
import { hashToken, type Vault } from '../../platform/secrets/seal.ts'
import {
  type ClientsService,
  clientUat,
  type FrontendScope,
  isAllowedRedirect,
  isSatelliteHost,
} from '../clients/index.ts'
import { isDevBrowserLabel, newDevBrowserLabel } from '../frontend-entrance/index.ts'
import type { Instance } from '../instances/index.ts'
import type { SessionsService, SignedInSession } from '../sessions/index.ts'
import type { SigningKeysService } from '../signing-keys/index.ts'
import { signJwt, type TokensService } from '../tokens/index.ts'
import { beginJourney } from './client-sync.service.ts'
import {
  type AppPage,
  devBrowserDirectives,
  identityDirectives,
  payloadCookie,
  payloadCookieScope,
  payloadDeletions,
  type SignedInFacts,
  withParameter,
} from './directives.ts'
import * as repository from './handshake.repository.ts'
import type { RefreshTokens } from './refresh-tokens.service.ts'

export interface HandshakeDeps {
  db: Db
  clock: Clock
  vault: Vault
  clients: Pick<ClientsService, 'get'>
  sessions: Pick<SessionsService, 'getOwn' | 'touch'>
  tokens: Pick<TokensService, 'mintSessionToken'>
  signingKeys: Pick<SigningKeysService, 'activeKey'>
  refreshTokens: RefreshTokens
}

export interface HandshakeInput {
  redirectUrl: string | undefined
  /** `nonce`: the app's server fetches the payload; anything else: it travels as a token. */
  format: string | undefined
  devBrowser: string | undefined
  /** Id or slug of the organization that the page is for; empty: the personal account. */
  organization: string | undefined
  /** True at the end of a journey to the primary domain. */
  isSynced: boolean
}

/** Where the browser goes on, and what it takes along; with a state, it goes to the primary domain first. */
export interface HandshakeAnswer {
  location: string
  cookies: string[]
  state?: string
}

/** SDKs accept a handshake's token under this category, and nothing else for it (wire contract 5.1). */
const handshakeCategory = 'cl_I7d4PD111III'

const nonceSeconds = 60

/** A network fault between the app's server and us must not sign anybody out: it may ask once more, right away. */
const nonceRetrySeconds = 5

export type HandshakeService = ReturnType<typeof createHandshakeService>

/** Tells an app's server, by way of the browser, who is signed in: it cannot see the cookies of another host (wire contract 4.2). */
export function createHandshakeService(deps: HandshakeDeps) {
  const { db, clock, vault, clients, sessions, tokens, refreshTokens } = deps

  /** Makes what a page is for the active organization. A page for strangers' organizations shows them what it likes. */
  async function workFor(scope: FrontendScope, session: SignedInSession, organization: string) {
    try {
      await sessions.touch(scope, session, organization || null)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
    }
  }

  async function factsFor(
    scope: FrontendScope,
    page: AppPage,
    organization: string | undefined,
  ): Promise<SignedInFacts | undefined> {
    if (!scope.client || !scope.session) return undefined
    if (organization !== undefined)
      await workFor(scope, await sessions.getOwn(scope, scope.client, scope.session.id), organization)
    // Read before the token is made: a token older than `__client_uat` would start the next handshake.
    const client = await clients.get(scope, scope.client.id)
    const session: SignedInSession = await sessions.getOwn(scope, scope.client, scope.session.id)
    const { instance } = scope
    const jwt = await tokens.mintSessionToken({
      instance,
      session,
      azp: page.url.origin,
      ip: scope.request.ip,
    })
    const { token, lifetimeSeconds } = await refreshTokens.issue(instance, session)
    return {
      jwt,
      refreshToken: token,
      refreshSeconds: lifetimeSeconds,
      clientUat: clientUat({ sessions: [session], updated_at: client.updatedAt.getTime() }),
    }
  }

  async function keepUnderNonce(instance: Instance, directives: readonly string[]): Promise<string> {
    const nonce = newToken()
    const nonceHash = hashToken(nonce)
    const now = clock.now()
    await repository.insertPayload(db, instance.id, {
      nonceHash,
      sealedDirectives: vault.seal(JSON.stringify(directives), sealContext(instance, nonceHash)),
      expireAt: new Date(now.getTime() + nonceSeconds * 1000),
      now,
    })
    return nonce
  }

  async function toSignedToken(instance: Instance, directives: readonly string[]): Promise<string> {
    const { kid, algorithm, privateKey: key } = await deps.signingKeys.activeKey(instance)
    const header = { cat: handshakeCategory, kid, typ: 'JWT' }
    return await signJwt(header, { handshake: directives }, { algorithm, key })
  }

  return {
    /** Sends the browser back with all an app's server must know. */
    async perform(scope: FrontendScope, input: HandshakeInput): Promise<HandshakeAnswer> {
      const { instance, request } = scope
      const target = requireRedirect(scope, input.redirectUrl)
      const isSatellite = isSatelliteHost(instance, new URL(request.publicUrl).hostname)
      // A satellite that knows of nobody asks the primary domain, once.
      if (isSatellite && !scope.session && !input.isSynced)
        return setOut(scope, { ...input, redirectUrl: target })
      const redirectUrl = isSatellite ? withParameter(target, '__clerk_synced', 'true') : target
      const page: AppPage = { instance, url: new URL(redirectUrl) }
      const carrier = payloadCookieScope(page, request.publicUrl)
      const label = isDevBrowserLabel(input.devBrowser) ? input.devBrowser : newDevBrowserLabel()
      const directives = [
        ...payloadDeletions(page, carrier),
        ...devBrowserDirectives(page, label),
        ...identityDirectives(page, await factsFor(scope, page, input.organization)),
      ]
      const isNonce = input.format === 'nonce'
      const name = isNonce ? '__clerk_handshake_nonce' : '__clerk_handshake'
      const value = isNonce
        ? await keepUnderNonce(instance, directives)
        : await toSignedToken(instance, directives)
      return carrier
        ? { location: redirectUrl, cookies: [payloadCookie(page, name, value, carrier)] }
        : { location: withParameter(redirectUrl, name, value), cookies: [] }
    },

    /** What a nonce stands for. It can be fetched once, and once more right after. */
    async readPayload(instance: Instance, nonce: string): Promise<string[]> {
      const nonceHash = hashToken(nonce)
      const now = clock.now()
      const retriesSince = new Date(now.getTime() - nonceRetrySeconds * 1000)
      const sealed = await repository.readPayload(db, instance.id, nonceHash, { now, retriesSince })
      if (!sealed) throw new DomainError('resource_not_found')
      return JSON.parse(vault.open(sealed, sealContext(instance, nonceHash)).toString())
    },

    /** Deletes nonces and refresh tokens whose time is over. */
    deleteExpired: (instance: Instance): Promise<void> =>
      repository.deleteExpired(db, instance.id, clock.now()),
  }
}

/** To the primary domain, and from there back to this very handshake. */
function setOut(
  scope: FrontendScope,
  { redirectUrl, format }: { redirectUrl: string; format: string | undefined },
) {
  const query = new URLSearchParams({
    redirect_url: redirectUrl,
    ...(format === undefined ? {} : { format }),
  })
  return { ...beginJourney(scope, `${scope.request.publicUrl}/v1/client/handshake?${query}`), cookies: [] }
}

function sealContext({ id }: Instance, nonceHash: Buffer): string {
  return `handshake:${id}:${nonceHash.toString('hex')}`
}

/** Whoever receives the payload is signed in as the user: it goes to the instance's own pages only. */
function requireRedirect({ instance, request }: FrontendScope, redirectUrl: string | undefined): string {
  const param = 'redirect_url'
  if (redirectUrl === undefined || redirectUrl === '')
    throw new DomainError('missing_query_parameter', { param })
  if (!URL.canParse(redirectUrl)) throw new DomainError('invalid_redirect_url', { param })
  if (!isAllowedRedirect(instance, request, redirectUrl))
    throw new DomainError('prohibited_redirect_url', { param })
  return redirectUrl
}
