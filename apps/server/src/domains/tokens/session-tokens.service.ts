import type { Instance } from '../instances/index.ts'
import type { ActivityRecorder } from './activity.service.ts'
import type { SessionSnapshot } from './session-snapshot.entity.ts'
import type { SessionSnapshots } from './session-snapshots.service.ts'
import type { MintInput, TokensService, TokenTemplate } from './tokens.service.ts'

export interface SessionTokensDeps {
  snapshots: SessionSnapshots
  tokens: TokensService
  activity: Pick<ActivityRecorder, 'record'>
}

/** A browser or device, by the tokens it sent. */
export interface TokenCaller {
  instance: Instance
  clientTokenHashes: readonly Buffer[]
  ip: string
  azp: string | undefined
}

export interface ClientTokenRequest {
  sessionId: string
  /** `undefined`: the session's own; `null`: none, the personal account. */
  organizationId?: string | null | undefined
}

export interface ServerTokenRequest {
  sessionId: string
  expiresInSeconds: number | undefined
  /** As for a client. A server that names one has seen its user there: SDKs name that of the token of the request. */
  organizationId?: string | null | undefined
}

export type SessionTokensService = ReturnType<typeof createSessionTokensService>

/** Tokens for those who ask for them: a client for one of its sessions, a server for any. */
export function createSessionTokensService({ snapshots, tokens, activity }: SessionTokensDeps) {
  async function openForClient(caller: TokenCaller, sessionId: string): Promise<MintInput> {
    const { instance, clientTokenHashes, azp, ip } = caller
    const snapshot = await snapshots.get(instance, clientTokenHashes, sessionId)
    activity.record(instance, snapshot.session)
    return { instance, azp, ip, ...snapshot }
  }

  async function openForServer(instance: Instance, { sessionId, ...request }: ServerTokenRequest) {
    const snapshot: SessionSnapshot = await snapshots.getById(instance, sessionId)
    const isVouchedFor = typeof request.organizationId === 'string'
    return { instance, azp: undefined, ip: undefined, isVouchedFor, ...request, ...snapshot }
  }

  return {
    async createForClient(
      caller: TokenCaller,
      { sessionId, organizationId }: ClientTokenRequest,
    ): Promise<string> {
      const input = await openForClient(caller, sessionId)
      return await tokens.mintSessionToken({ ...input, organizationId })
    },

    async createForServer(instance: Instance, request: ServerTokenRequest): Promise<string> {
      return await tokens.mintSessionToken(await openForServer(instance, request))
    },

    async createFromTemplateForClient(
      caller: TokenCaller,
      { sessionId, organizationId }: ClientTokenRequest,
      openTemplate: () => Promise<TokenTemplate>,
    ): Promise<string> {
      const input = await openForClient(caller, sessionId)
      return await tokens.mintTemplateToken({ ...input, organizationId }, await openTemplate())
    },

    async createFromTemplateForServer(
      instance: Instance,
      request: ServerTokenRequest,
      openTemplate: () => Promise<TokenTemplate>,
    ): Promise<string> {
      const input = await openForServer(instance, request)
      return await tokens.mintTemplateToken(input, await openTemplate())
    },
  }
}
