import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { User, UserChange } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'
import type { EndSessions } from './user-passwords.service.ts'
import { afterFailedAttempt, isLocked, lockoutSecondsLeft, unlocked } from './users.policy.ts'

export interface UserAccessDeps {
  db: Db
  clock: Clock
  changes: UserChanges
  endSessions: EndSessions
}

export type UserAccess = ReturnType<typeof createUserAccess>

/** Who may come in: bans by administrators, locks after too many failed attempts. */
export function createUserAccess({ db, clock, changes, endSessions }: UserAccessDeps) {
  /** Bans one user; their sessions end with it. */
  const banIn = (tx: Db, scope: Scope, userId: string): Promise<User> =>
    changes.changeIn(
      tx,
      scope,
      userId,
      async (user) => {
        await endSessions(tx, scope, user.id)
        return user.banned ? undefined : { banned: true }
      },
      { narrowed: true },
    )

  const unbanIn = (tx: Db, scope: Scope, userId: string): Promise<User> =>
    changes.changeIn(tx, scope, userId, (user) => (user.banned ? { banned: false } : undefined))

  /** All or none. Locked in the order of their ids, so that two such calls cannot wait for each other in a circle. */
  async function forAll(
    userIds: readonly string[],
    changeIn: (tx: Db, userId: string) => Promise<User>,
  ): Promise<User[]> {
    const changed = new Map<string, User>()
    await db.transaction().execute(async (tx) => {
      for (const userId of [...new Set(userIds)].sort()) changed.set(userId, await changeIn(tx, userId))
    })
    return [...new Set(userIds)].flatMap((userId) => changed.get(userId) ?? [])
  }

  return {
    ban: (scope: Scope, userId: string): Promise<User> =>
      db.transaction().execute((tx) => banIn(tx, scope, userId)),

    unban: (scope: Scope, userId: string): Promise<User> =>
      db.transaction().execute((tx) => unbanIn(tx, scope, userId)),

    banAll: (scope: Scope, userIds: readonly string[]): Promise<User[]> =>
      forAll(userIds, (tx, userId) => banIn(tx, scope, userId)),

    unbanAll: (scope: Scope, userIds: readonly string[]): Promise<User[]> =>
      forAll(userIds, (tx, userId) => unbanIn(tx, scope, userId)),

    /** Keeps a user from signing in until an administrator unlocks them. Sessions they have go on. */
    lock: (scope: Scope, userId: string): Promise<User> =>
      changes.change(scope, userId, () => ({ lockedAt: clock.now(), lockoutExpiresAt: null })),

    unlock: (scope: Scope, userId: string): Promise<User> => changes.change(scope, userId, () => unlocked),

    /**
     * Counts a wrong password or code, and locks the user when it was the last one allowed. Attempts are counted one
     * at a time, however many arrive together. While the user is locked nothing is counted: waiting must end.
     */
    recordFailedAttempt: (scope: Scope, userId: string): Promise<User> =>
      changes.change(scope, userId, (user) =>
        afterFailedAttempt(user, scope.instance.settings.attack_protection.user_lockout, clock.now()),
      ),

    /**
     * Forgets failed attempts after a success, in the transaction that completes it. Refuses when the user was locked
     * or banned in the meantime: guesses sent all at once would otherwise outrun the count.
     */
    async clearFailedAttemptsIn(tx: Db, scope: Scope, userId: string): Promise<User> {
      return await changes.changeIn(tx, scope, userId, (user) => admit(user, clock.now()))
    },

    /** The same as a decision about a user who is locked already: what of them changes with it, if anything. */
    admit: (user: User): UserChange | undefined => admit(user, clock.now()),

    /** Throws `user_banned` or `user_locked` for those who may not sign in now. */
    requireAccess: (user: User): void => requireAccess(user, clock.now()),
  }
}

function admit(user: User, now: Date): UserChange | undefined {
  requireAccess(user, now)
  return user.failedAttemptCount === 0 && user.lockedAt === null ? undefined : unlocked
}

function requireAccess(user: User, now: Date): void {
  if (user.banned) throw new DomainError('user_banned')
  if (!isLocked(user, now)) return
  throw new DomainError('user_locked', {
    meta: { lockout_expires_in_seconds: lockoutSecondsLeft(user, now) },
  })
}
