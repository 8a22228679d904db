import type { ClientId, SessionId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Client, ClientsService } from '../clients/index.ts'
import { appendEvent, recordInvalidation } from '../events/index.ts'
import type { Scope } from '../instances/index.ts'
import type { EndedStatus, Session } from './session.entity.ts'
import { nextActiveSession } from './sessions.policy.ts'
import * as repository from './sessions.repository.ts'
import { toSessionResource } from './sessions.resource.ts'
import { listSignedInSessionsOfClient } from './sessions-search.repository.ts'

export type SessionEventType = `session.${'created' | 'pending' | 'ended' | 'removed' | 'revoked'}`

/** An end by time or by replacement is reported as an end like any other; the status in it tells which. */
const eventOfEnd: Record<EndedStatus, SessionEventType> = {
  ended: 'session.ended',
  expired: 'session.ended',
  abandoned: 'session.ended',
  replaced: 'session.ended',
  removed: 'session.removed',
  revoked: 'session.revoked',
}

/** Writes what became of a session into the log. An end must reach whatever holds the session in memory at once. */
export async function recordSessionIn(
  tx: Db,
  { instance, request }: Scope,
  type: SessionEventType,
  session: Session,
): Promise<void> {
  await appendEvent(tx, {
    instanceId: instance.id,
    type,
    entityId: session.id,
    entityVersion: session.version,
    data: toSessionResource(session, instance.settings),
    attributes: request,
  })
  if (type === 'session.created' || type === 'session.pending') return
  await recordInvalidation(tx, {
    instanceId: instance.id,
    kind: 'session',
    key: session.id,
    version: session.version,
    notify: true,
    revokes: true,
  })
}

/** The one way in which sessions end, whatever ends them. */
export function createSessionEnds({ clock, clients }: { clock: Clock; clients: ClientsService }) {
  /** A client whose last active session has ended goes on with another one, if it has any. */
  async function settleClientIn(
    tx: Db,
    scope: Scope,
    client: Client,
    ended: readonly Session[],
  ): Promise<void> {
    const wasActive = ended.some(({ id }) => id === client.lastActiveSessionId)
    await clients.changeStateIn(
      tx,
      scope,
      client.id,
      wasActive ? { lastActiveSessionId: await findNextActiveIn(tx, scope, client) } : {},
    )
  }

  async function findNextActiveIn(tx: Db, { instance }: Scope, client: Client): Promise<SessionId | null> {
    const left = await listSignedInSessionsOfClient(tx, instance.id, client.id, clock.now())
    return nextActiveSession(left)?.id ?? null
  }

  return {
    /**
     * Ends those of the sessions that have not ended yet, and returns them. Their clients are locked first, together with
     * one that the caller goes on with: whoever locks several takes them in one order.
     */
    async finishIn(
      tx: Db,
      scope: Scope,
      sessions: readonly Session[],
      status: EndedStatus,
      clientToo?: ClientId,
    ): Promise<Session[]> {
      const clientIds = [...sessions.map(({ clientId }) => clientId), ...(clientToo ? [clientToo] : [])]
      const locked = await clients.lockIn(tx, scope, [...new Set(clientIds)])
      const ids = sessions.map(({ id }) => id)
      const ended = await repository.endSessions(tx, scope.instance.id, ids, status, clock.now())
      for (const session of ended) await recordSessionIn(tx, scope, eventOfEnd[status], session)
      for (const client of locked) {
        const own = ended.filter(({ clientId }) => clientId === client.id)
        if (own.length > 0) await settleClientIn(tx, scope, client, own)
      }
      return ended
    },
  }
}
