import type { ClientId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import { newId } from '../../platform/ids.ts'
import { newToken } from '../../platform/random.ts'
import { hashToken } from '../../platform/secrets/seal.ts'
import { recordInvalidation } from '../events/index.ts'
import type { Scope } from '../instances/index.ts'
import type { Client, ClientChange, ClientCondition, KnownClient } from './client.entity.ts'
import { clientTokenCandidates, toClientToken } from './client-token.policy.ts'
import * as repository from './clients.repository.ts'

/** How long the token before a rotation is accepted for what was under way. It opens no session that is newer than itself. */
const previousTokenSeconds = 20

/** A browser whose empty client is gone gets another one with its next sign-in. */
const emptyMilliseconds = 7 * 86_400_000

export interface ClientsDeps {
  db: Db
  clock: Clock
}

/** A client with the token that was just made for it; nobody can read the token again. */
export interface IssuedClient {
  client: Client
  token: string
}

/** A client that is not written yet. */
export interface PlannedClient {
  id: ClientId
  token: string
}

export type ClientsService = ReturnType<typeof createClientsService>

/** Browsers and devices: who they are, and the tokens that prove it. */
export function createClientsService({ db, clock }: ClientsDeps) {
  async function get({ instance }: Scope, clientId: string, from: Db = db): Promise<Client> {
    const client = await repository.findClient(from, instance.id, clientId)
    if (!client) throw new DomainError('resource_not_found')
    return client
  }

  async function replaceTokenIn(
    tx: Db,
    scope: Scope,
    clientId: ClientId,
    previousValidUntil: Date | null,
    heldGeneration?: number,
  ): Promise<IssuedClient> {
    const token = toClientToken(newToken())
    const client = await repository.replaceClientToken(tx, scope.instance.id, clientId, {
      tokenHash: hashToken(token),
      previousValidUntil,
      heldGeneration,
    })
    if (!client)
      throw new DomainError(heldGeneration === undefined ? 'client_not_found' : 'client_state_invalid')
    // What a process holds for the old token must not outlive it.
    await recordInvalidation(tx, {
      instanceId: scope.instance.id,
      kind: 'client',
      key: client.id,
      version: client.tokenGeneration,
      notify: true,
    })
    return { client, token }
  }

  /**
   * Gives the client another token. The one before is accepted for a moment, for older sessions only. `heldGeneration`: of
   * the caller's token; when it was replaced while the call was under way, the caller gets none.
   */
  function rotateIn(
    tx: Db,
    scope: Scope,
    clientId: ClientId,
    heldGeneration?: number,
  ): Promise<IssuedClient> {
    const previousValidUntil = new Date(clock.now().getTime() + previousTokenSeconds * 1000)
    return replaceTokenIn(tx, scope, clientId, previousValidUntil, heldGeneration)
  }

  const plan = (): PlannedClient => ({ id: newId('client'), token: toClientToken(newToken()) })

  /** What a planned client is written as. */
  const startOf = ({ id, token }: PlannedClient, change: ClientChange = {}): repository.NewClient => ({
    ...{ lastActiveSessionId: null, lastAuthenticationStrategy: null, signInId: null, signUpId: null },
    ...change,
    ...{ id, tokenHash: hashToken(token), now: clock.now() },
  })

  return {
    get,

    find: ({ instance }: Scope, clientId: string): Promise<Client | undefined> =>
      repository.findClient(db, instance.id, clientId),

    plan,

    /** Makes a client, with nothing under way. */
    async create({ instance }: Scope, from: Db = db, planned = plan()): Promise<IssuedClient> {
      const client = await repository.insertClient(from, instance.id, startOf(planned))
      return { client, token: planned.token }
    },

    /**
     * Makes a client, as the change says. It is written together with the commit: until then nothing in the transaction
     * finds it, and what refers to it must be written so, too.
     */
    async createAtCommit(
      tx: Db,
      { instance }: Scope,
      planned: PlannedClient,
      change: ClientChange,
    ): Promise<IssuedClient> {
      const client = await repository.insertClient(tx, instance.id, startOf(planned, change), 'at commit')
      return { client, token: planned.token }
    },

    /** Finds the client of the first known token among those a caller sent. */
    async findByToken({ instance }: Scope, tokens: readonly string[]): Promise<KnownClient | undefined> {
      const candidates = clientTokenCandidates(tokens).map((token) => ({ token, hash: hashToken(token) }))
      if (candidates.length === 0) return undefined
      const hashes = candidates.map(({ hash }) => hash)
      const found = await repository.listClientsByToken(db, instance.id, hashes, clock.now())
      for (const { token, hash } of candidates) {
        const match = found.find(({ tokenHash }) => tokenHash.equals(hash))
        if (match) return { client: match.client, token, isPreviousToken: match.isPreviousToken }
      }
      return undefined
    },

    rotateIn,
    /** `rotateIn` in a transaction of its own. */
    rotate: (scope: Scope, clientId: ClientId, heldGeneration?: number): Promise<IssuedClient> =>
      db.transaction().execute((tx) => rotateIn(tx, scope, clientId, heldGeneration)),

    /** Leaves the client without a token: nobody can speak for it any more. */
    async forget(scope: Scope, clientId: ClientId): Promise<void> {
      await db.transaction().execute((tx) => replaceTokenIn(tx, scope, clientId, null))
    },

    /**
     * Deletes clients that have been empty for a week, a few in each transaction. Attempts are forgotten a week after they
     * end, so a client with one is in use or was lately. Locked first and looked at again: what begins on a client
     * meanwhile is seen, or waits and finds it gone.
     */
    async purge(instanceId: string, limit = 500): Promise<number> {
      const unchangedSince = new Date(clock.now().getTime() - emptyMilliseconds)
      let deleted = 0
      for (let afterId: string | undefined = ''; afterId !== undefined; ) {
        const idle = { unchangedSince, afterId, limit }
        const batch = await db.transaction().execute(async (tx) => {
          const ids = await repository.lockIdleClients(tx, instanceId, idle)
          return { ids, deleted: await repository.deleteEmptyClients(tx, instanceId, ids) }
        })
        deleted += batch.deleted
        afterId = batch.ids[limit - 1]
      }
      return deleted
    },

    async list(scope: Scope, page: repository.ClientPage): Promise<{ clients: Client[]; total: number }> {
      const clients = await repository.listClients(db, scope.instance.id, page)
      return { clients, total: await repository.countClients(db, scope.instance.id) }
    },

    /** Locks clients until the transaction ends. Whoever changes the sessions of a client holds its lock. */
    lockIn: (tx: Db, { instance }: Scope, clientIds: readonly string[]): Promise<Client[]> =>
      repository.lockClients(tx, instance.id, clientIds),

    /**
     * Writes what a client has under way, such as its sign-in. The authentication state does not count as changed. With a
     * condition it is refused when the client has become another one since the call began.
     */
    async changeIn(
      tx: Db,
      { instance }: Scope,
      clientId: string,
      change: ClientChange,
      only?: ClientCondition,
    ): Promise<void> {
      const isDone = await repository.updateClient(tx, instance.id, clientId, change, only && { only })
      if (only && !isDone) throw new DomainError('client_state_invalid')
    },

    /** Writes a change of the authentication state: a session began or ended. */
    async changeStateIn(tx: Db, { instance }: Scope, clientId: string, change: ClientChange): Promise<void> {
      await repository.updateClient(tx, instance.id, clientId, change, { stateChangedAt: clock.now() })
    },
  }
}
