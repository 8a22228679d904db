import { noteAtCommit } from '../../platform/db/commit-notes.ts'
import type { Db } from '../../platform/db/database.ts'
import { changeLog } from './change-log.repository.ts'

/** What a process may hold in memory and must drop when it changes. */
export type InvalidationKind =
  | 'session'
  | 'user'
  | 'client'
  | 'instance'
  | 'signing_key'
  | 'jwt_template'
  | 'membership'
  | 'organization'
  | 'organization_roles'

export interface NewInvalidation {
  instanceId: string
  kind: InvalidationKind
  key: string
  version: number
  /** Only what ends or narrows a session is announced: NOTIFY takes a cluster-wide lock until commit. The rest is polled. */
  notify: boolean
  /** Tokens made from a lower version are refused from now on: the revocation feed tells verifiers. Only with `notify`. */
  revokes?: boolean
}

/** Records, in the transaction of the change, that memory of this entity below the version is stale. Versions only grow. */
export async function recordInvalidation(
  tx: Db,
  { instanceId, kind, key, version, notify, revokes = false }: NewInvalidation,
): Promise<void> {
  const revokedVersion = revokes ? version : null
  await changeLog.add(tx, {
    invalidation: { instance_id: instanceId, kind, key, version, revoked_version: revokedVersion, notify },
  })
  const note: InvalidationNote = { invalidated: { instanceId, kind, key } }
  await noteAtCommit(tx, note)
}

/** What of the memory of any process no longer holds. */
export interface Invalidation {
  instanceId: string
  kind: string
  key: string
  /** Tokens below this version are refused. Only where the database says that it is committed. */
  revokedVersion?: number
}

/** What this process hears of its own invalidations once they are committed. */
interface InvalidationNote {
  invalidated: Invalidation
}

/** Tells an invalidation among the notes of committed transactions. */
export function isInvalidationNote(note: unknown): note is InvalidationNote {
  return typeof note === 'object' && note !== null && 'invalidated' in note
}
