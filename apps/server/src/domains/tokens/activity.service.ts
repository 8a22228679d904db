import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Instance } from '../instances/index.ts'
import { abandonTime } from '../sessions/index.ts'
import { type SessionUse, writeSessionUses } from './activity.repository.ts'
import type { SnapshotSession } from './session-snapshot.entity.ts'

export interface ActivityDeps {
  db: Db
  clock: Clock
}

const batchMax = 1_000

export type ActivityRecorder = ReturnType<typeof createActivityRecorder>

/** Notes that sessions are used, and writes it every few seconds: a write for each token would cost more than the token. */
export function createActivityRecorder({ db, clock }: ActivityDeps) {
  let waiting = new Map<string, SessionUse>()

  function keepLatest(use: SessionUse): void {
    const before = waiting.get(use.sessionId)
    if (!before || before.usedAt < use.usedAt) waiting.set(use.sessionId, use)
  }

  /** What cannot be written now waits for the next time. */
  async function flush(): Promise<void> {
    const uses = [...waiting.values()].sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1))
    waiting = new Map()
    for (let start = 0; start < uses.length; start += batchMax) {
      try {
        await writeSessionUses(db, uses.slice(start, start + batchMax))
      } catch (error) {
        for (const use of uses.slice(start)) keepLatest(use)
        throw error
      }
    }
  }

  return {
    /** Costs no I/O. The session in memory moves with it, or it would seem abandoned there. */
    record(instance: Instance, session: SnapshotSession): void {
      const usedAt = clock.now()
      session.abandonAt = abandonTime(instance.settings.sessions, usedAt, session.expireAt)
      const { id: sessionId, userId, abandonAt } = session
      keepLatest({ instanceId: instance.id, sessionId, userId, usedAt, abandonAt })
    },

    /** Writes all that waits. What fails is kept, and tried again by the next call. */
    flush,

    /** Writes what is left before the process ends; once more if that failed. */
    flushLast: (): Promise<void> => flush().catch(flush),

    waitingCount: () => waiting.size,
  }
}
