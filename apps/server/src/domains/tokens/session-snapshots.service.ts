import type { SessionId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Instance } from '../instances/index.ts'
import { createProvenMemory, type InvalidationFeed, type Stopwatch } from '../invalidations/index.ts'
import { isOpenToCaller } from '../sessions/index.ts'
import type { ClientSnapshot, SessionSnapshot, SnapshotSession } from './session-snapshot.entity.ts'
import * as repository from './snapshots.repository.ts'

export interface SessionSnapshotsDeps {
  db: Db
  clock: Clock
  feed: Pick<InvalidationFeed, 'isProven' | 'lastReadAt' | 'subscribe'>
  stopwatch?: Stopwatch
  /** How many clients are remembered at most; one takes about two kilobytes. */
  capacity?: number
}

const capacityDefault = 50_000

type InstanceId = Pick<Instance, 'id'>

export type SessionSnapshots = ReturnType<typeof createSessionSnapshots>

/** What minting reads: a client's signed-in sessions with their users. From memory while that is proven to be right, else from the database. */
export function createSessionSnapshots(deps: SessionSnapshotsDeps) {
  const { db, clock, feed, stopwatch, capacity = capacityDefault } = deps
  const memory = createProvenMemory<ClientSnapshot & { instanceId: string }>({
    feed,
    capacity,
    ...(stopwatch === undefined ? {} : { stopwatch }),
    dependsOn: ({ instanceId, id, sessions }) => [
      { instanceId, kind: 'client', key: id },
      ...[...sessions.values()].flatMap((session) => [
        { instanceId, kind: 'session', key: session.id },
        { instanceId, kind: 'user', key: session.userId },
      ]),
    ],
  })

  function toKey(instance: InstanceId, tokenHash: Buffer): string {
    return `${instance.id} ${tokenHash.toString('base64')}`
  }

  async function readClient(instance: InstanceId, tokenHash: Buffer): Promise<ClientSnapshot | undefined> {
    return await memory.read(toKey(instance, tokenHash), async () => {
      const found = await repository.findClientSnapshot(db, instance.id, tokenHash, clock.now())
      return found && { ...found, instanceId: instance.id }
    })
  }

  function recallClient(instance: InstanceId, tokenHash: Buffer) {
    const known = memory.get(toKey(instance, tokenHash))
    return known && isTokenValid(known.value, clock.now()) ? known : undefined
  }

  function openSession(
    client: ClientSnapshot,
    sessionId: string,
    ageMs: number,
  ): SessionSnapshot | undefined {
    const session = client.sessions.get(sessionId as SessionId)
    const now = clock.now()
    if (!session || !isLive(session, now) || !isOpen(session, client)) return undefined
    return { session, user: session.user, provenAt: new Date(now.getTime() - ageMs) }
  }

  /** From memory comes only what is there and alive: what seems gone may just be new, so the database is asked. */
  function recallSession(
    instance: InstanceId,
    tokenHash: Buffer,
    sessionId: string,
  ): SessionSnapshot | undefined {
    const known = recallClient(instance, tokenHash)
    return known && openSession(known.value, sessionId, known.ageMs)
  }

  async function findClient(
    instance: InstanceId,
    tokenHashes: readonly Buffer[],
  ): Promise<ClientSnapshot | undefined> {
    for (const tokenHash of tokenHashes) {
      const client = await readClient(instance, tokenHash)
      if (client) return client
    }
    return undefined
  }

  return {
    /** The client that a token opens. */
    async findByClientToken(instance: InstanceId, tokenHash: Buffer): Promise<ClientSnapshot | undefined> {
      return recallClient(instance, tokenHash)?.value ?? (await readClient(instance, tokenHash))
    },

    /**
     * The session of the client that one of these tokens opens. Throws `signed_out` when none of them opens any,
     * `authentication_invalid` when the session has ended, `resource_not_found` when the client never had it.
     */
    async get(
      instance: InstanceId,
      tokenHashes: readonly Buffer[],
      sessionId: string,
    ): Promise<SessionSnapshot> {
      for (const tokenHash of tokenHashes) {
        const known = recallSession(instance, tokenHash, sessionId)
        if (known) return known
      }
      const client = await findClient(instance, tokenHashes)
      if (!client) throw new DomainError('signed_out')
      const found = openSession(client, sessionId, 0)
      if (found) return found
      const hadIt = await repository.hasSession(db, instance.id, client.id, sessionId)
      throw new DomainError(hadIt ? 'authentication_invalid' : 'resource_not_found')
    },

    /** A signed-in session by its id, from the database: for servers, which ask rarely. */
    async getById(instance: InstanceId, sessionId: string): Promise<SessionSnapshot> {
      const session = await repository.findSignedInSession(db, instance.id, sessionId, clock.now())
      if (!session) throw new DomainError('resource_not_found')
      return { session, user: session.user, provenAt: clock.now() }
    },

    /** How many clients are in memory. */
    size: () => memory.size(),
  }
}

function isTokenValid({ previousTokenUntil }: ClientSnapshot, now: Date): boolean {
  return previousTokenUntil === null || previousTokenUntil > now
}

function isLive({ expireAt, abandonAt }: SnapshotSession, now: Date): boolean {
  return expireAt > now && abandonAt > now
}

function isOpen(session: SnapshotSession, { tokenGeneration, previousTokenUntil }: ClientSnapshot): boolean {
  return isOpenToCaller(session, { tokenGeneration, isPreviousToken: previousTokenUntil !== null })
}
