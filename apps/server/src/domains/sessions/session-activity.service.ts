import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Scope } from '../instances/index.ts'
import { findUser, type UsersService } from '../users/index.ts'
import type { Session } from './session.entity.ts'
import { abandonTime, isActivityDue, isUserActivityDue } from './sessions.policy.ts'
import { recordSessionUse } from './sessions.repository.ts'

export interface SessionActivityDeps {
  db: Db
  clock: Clock
  users: Pick<UsersService, 'changeUserIn'>
}

/** Writes down that sessions and their users are active, no oftener than it is worth. */
export function createSessionActivity({ db, clock, users }: SessionActivityDeps) {
  return {
    /** A use of a session, at most once a minute: it moves the end by inactivity. */
    async recordUse({ instance }: Scope, session: Session): Promise<void> {
      const now = clock.now()
      if (!isActivityDue(session, now)) return
      const abandonAt = abandonTime(instance.settings.sessions, now, session.expireAt)
      await recordSessionUse(db, instance.id, session.id, { lastActiveAt: now, abandonAt })
    },

    /** A user's last activity is kept to the day, and reported no oftener. */
    async noteUser(scope: Scope, userId: string): Promise<void> {
      const now = clock.now()
      const user = await findUser(db, scope.instance.id, userId)
      if (!user || !isUserActivityDue(user.lastActiveAt, now)) return
      await db
        .transaction()
        .execute((tx) => users.changeUserIn(tx, scope, userId, () => ({ lastActiveAt: now })))
    },
  }
}
