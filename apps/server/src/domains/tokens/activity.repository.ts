import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

/** When a session, and with it its user, was last used. */
export interface SessionUse {
  instanceId: string
  sessionId: string
  userId: string
  usedAt: Date
  /** The end by inactivity, which the use moved. */
  abandonAt: Date
}

/** Writes many uses in one statement. A use that is older than what is stored is left out, so the order in which processes write does not matter. */
export async function writeSessionUses(db: Db, uses: readonly SessionUse[]): Promise<void> {
  const column = <Value>(read: (use: SessionUse) => Value) => uses.map(read)
  await sql`
    with used as (
      select * from unnest(
        ${column((use) => use.instanceId)}::text[], ${column((use) => use.sessionId)}::text[],
        ${column((use) => use.userId)}::text[], ${column((use) => use.usedAt)}::timestamptz[],
        ${column((use) => use.abandonAt)}::timestamptz[]
      ) as given (instance_id, session_id, user_id, used_at, abandon_at)
    ),
    users_used as (
      select instance_id, user_id, max(used_at) as used_at from used group by instance_id, user_id
    ),
    sessions_written as (
      update sessions s
      set last_active_at = used.used_at, abandon_at = used.abandon_at
      from used
      where s.instance_id = used.instance_id and s.id = used.session_id
        and s.status in ('active', 'pending') and s.last_active_at < used.used_at
    )
    update users u
    set last_active_at = users_used.used_at
    from users_used
    where u.instance_id = users_used.instance_id and u.id = users_used.user_id
      and (u.last_active_at is null or u.last_active_at < users_used.used_at)
  `.execute(db)
}
