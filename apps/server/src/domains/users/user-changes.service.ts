import type { UserId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import { isVerified } from '../email-addresses/index.ts'
import { appendEvent, recordInvalidation } from '../events/index.ts'
import type { Scope } from '../instances/index.ts'
import type { SignInTrace, User, UserChange } from './user.entity.ts'
import * as repository from './users.repository.ts'
import { toUserResource } from './users.resource.ts'

export interface UserChangesDeps {
  db: Db
  clock: Clock
  /** Where this server is reached; image URLs in events begin with it. */
  publicUrl: string
  onAddressesProven: OnAddressesProven
}

/** Called when users have proven addresses, in the transaction in which that is written. */
export type OnAddressesProven = (
  tx: Db,
  scope: Scope,
  userId: UserId,
  emailAddresses: readonly string[],
) => Promise<void>

export interface ChangeOptions {
  /**
   * The change takes something from the user's sessions: every process drops what it holds at once, and tokens made before are
   * refused. Sessions that go on get new ones.
   */
  narrowed?: boolean
}

/**
 * Says what becomes of a user who is locked until the transaction ends. `undefined`: nothing, so nothing is recorded.
 * `{}`: no column of their own, but something that belongs to them.
 */
export type Decide = (user: User, tx: Db) => Promise<UserChange | undefined> | UserChange | undefined

export type UserChanges = ReturnType<typeof createUserChanges>

/** The one way in which users change: locked first, then decided, written and recorded, all in one transaction. */
export function createUserChanges({ db, clock, publicUrl, onAddressesProven }: UserChangesDeps) {
  async function get(scope: Scope, userId: string, from: Db = db): Promise<User> {
    const user = await repository.findUser(from, scope.instance.id, userId)
    if (!user) throw new DomainError('resource_not_found')
    return user
  }

  /** Writes what has become of a user into the log, and lets go of what processes hold of them. */
  async function recordIn(
    tx: Db,
    scope: Scope,
    type: 'user.created' | 'user.updated',
    user: User,
    options: ChangeOptions = {},
  ): Promise<void> {
    const { instance } = scope
    await appendEvent(tx, {
      instanceId: instance.id,
      type,
      entityId: user.id,
      entityVersion: user.version,
      data: toUserResource(user, { now: clock.now(), instance, publicUrl }),
      attributes: scope.request,
    })
    await recordInvalidation(tx, {
      instanceId: instance.id,
      kind: 'user',
      key: user.id,
      version: user.version,
      notify: options.narrowed ?? false,
      revokes: options.narrowed ?? false,
    })
  }

  /** Tells of the addresses that are proven now and were not before. */
  async function tellProvenIn(tx: Db, scope: Scope, after: User, before?: User): Promise<void> {
    const known = new Set(before?.emailAddresses.filter(isVerified).map(({ id }) => id))
    const proven = after.emailAddresses.filter((address) => isVerified(address) && !known.has(address.id))
    const texts = proven.map(({ emailAddress }) => emailAddress)
    if (texts.length > 0) await onAddressesProven(tx, scope, after.id, texts)
  }

  /** Writes a new user, complete with what belongs to them, into the log. */
  async function recordNewIn(tx: Db, scope: Scope, user: User): Promise<void> {
    await recordIn(tx, scope, 'user.created', user)
    await tellProvenIn(tx, scope, user)
  }

  async function lockIn(tx: Db, scope: Scope, userId: string): Promise<User> {
    const user = await repository.lockUser(tx, scope.instance.id, userId)
    if (!user) throw new DomainError('resource_not_found')
    return user
  }

  async function changeIn(
    tx: Db,
    scope: Scope,
    userId: string,
    decide: Decide,
    options?: ChangeOptions,
  ): Promise<User> {
    const before = await lockIn(tx, scope, userId)
    const change = await decide(before, tx)
    if (change === undefined) return before
    const after = await applyIn(tx, scope, before.id, change, options)
    await tellProvenIn(tx, scope, after, before)
    return after
  }

  /** Notes a sign-in of a user who was read before, and is neither read again nor locked: if they have changed, the transaction collides. */
  async function noteSignInIn(
    tx: Db,
    scope: Scope,
    known: User,
    change: Partial<SignInTrace>,
    when: 'now' | 'at commit',
  ): Promise<User> {
    const user = await repository.noteSignIn(tx, scope.instance.id, known, change, { now: clock.now(), when })
    await recordIn(tx, scope, 'user.updated', user)
    return user
  }

  async function applyIn(
    tx: Db,
    scope: Scope,
    userId: UserId,
    change: UserChange,
    options?: ChangeOptions,
  ): Promise<User> {
    const user = await repository.updateUser(tx, scope.instance.id, userId, change, clock.now())
    invariant(user, 'a locked user can be changed')
    if (typeof user === 'string') throw new DomainError('form_identifier_exists', { param: user })
    await recordIn(tx, scope, 'user.updated', user, options)
    return user
  }

  return {
    get,
    lockIn,
    recordNewIn,
    changeIn,
    noteSignInIn,
    /** `changeIn` in a transaction of its own. */
    change: (scope: Scope, userId: string, decide: Decide, options?: ChangeOptions): Promise<User> =>
      db.transaction().execute((tx) => changeIn(tx, scope, userId, decide, options)),
  }
}
