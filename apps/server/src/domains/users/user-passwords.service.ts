import type { SessionId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import {
  deletePassword,
  findPassword,
  isDigestOf,
  type PasswordHasher,
  type PasswordHashing,
  passwordFaults,
  rehashPassword,
  type StoredPassword,
  savePassword,
  setPasswordCompromised,
  type UserPassword,
} from '../passwords/index.ts'
import type { User } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'

/** A password as a caller gives it: in the clear, or as a digest made elsewhere. */
export interface PasswordInput {
  password?: string | null | undefined
  passwordDigest?: string | null | undefined
  passwordHasher?: PasswordHasher | null | undefined
  /** Accept a password that breaks the instance's rules. */
  skipChecks?: boolean | null | undefined
  /** What the caller calls it, for faults. */
  param?: 'password' | 'new_password'
}

/** `compromised`: it is the user's password, but it has been marked as known to others and must not sign anybody in. */
export type PasswordOutcome = 'correct' | 'compromised' | 'incorrect'

/** Ends the sessions of a user; the sessions domain lies above this one and is handed in. */
export type EndSessions = (
  tx: Db,
  scope: Scope,
  userId: User['id'],
  options?: { except?: SessionId },
) => Promise<unknown>

export interface UserPasswordsDeps {
  db: Db
  clock: Clock
  passwords: PasswordHashing
  changes: UserChanges
  endSessions: EndSessions
}

export type UserPasswords = ReturnType<typeof createUserPasswords>

/** What users do with passwords: prove them, get new ones, lose them. */
export function createUserPasswords({ db, clock, passwords, changes, endSessions }: UserPasswordsDeps) {
  /** A digest of another hasher, or of weaker parameters, is replaced while the password is at hand. */
  async function rehashOutdated(
    { instance }: Scope,
    userId: string,
    stored: StoredPassword,
    password: string,
  ) {
    if (!passwords.isOutdated(stored)) return
    await rehashPassword(db, instance.id, userId, stored, await passwords.hash(password))
  }

  async function setPasswordIn(
    tx: Db,
    scope: Scope,
    user: Pick<User, 'id'>,
    stored: StoredPassword,
  ): Promise<User> {
    return await changes.changeIn(
      tx,
      scope,
      user.id,
      async () => {
        await savePassword(tx, scope.instance.id, user.id, stored, clock.now())
        return {}
      },
      { narrowed: true },
    )
  }

  /** Proves a password. A stranger, and a user without one, costs the time of a hash as well. `known`: the password, if it was read. */
  async function verifyPassword(
    scope: Scope,
    user: Pick<User, 'id'> | undefined,
    password: string,
    known?: { password: UserPassword | undefined },
  ): Promise<PasswordOutcome> {
    const stored = known ? known.password : user && (await findPassword(db, scope.instance.id, user.id))
    // Without this, the time of the answer would tell which accounts exist and which have a password.
    if (!user || !stored) return (await passwords.verifyDecoy(password)) || 'incorrect'
    if (!(await passwords.verify(stored, password))) return 'incorrect'
    await rehashOutdated(scope, user.id, stored, password)
    return stored.compromisedAt === null ? 'correct' : 'compromised'
  }

  /** The user must sign in by another way from then on. */
  async function removePasswordIn(tx: Db, scope: Scope, userId: string): Promise<User> {
    return await changes.changeIn(
      tx,
      scope,
      userId,
      async (user) => {
        if (!(await deletePassword(tx, scope.instance.id, user.id))) throw new DomainError('no_password_set')
        return {}
      },
      { narrowed: true },
    )
  }

  return {
    /** Sets a password hashed before; whoever proved themselves with the old one has to do so again. */
    setPasswordIn,

    /** Checks and hashes a given password; `undefined` when none was given. Runs before the transaction: hashing is slow. */
    async toStoredPassword({ instance }: Scope, input: PasswordInput): Promise<StoredPassword | undefined> {
      if (typeof input.passwordDigest === 'string') return digestInput(input.passwordDigest, input)
      if (typeof input.password !== 'string') return undefined
      const [fault] = input.skipChecks ? [] : passwordFaults(input.password, instance.settings.password)
      if (fault) throw new DomainError(fault, { param: input.param ?? 'password' })
      return await passwords.hash(input.password)
    },

    verifyPassword,

    /** Proves a password on behalf of a server, which knows whom it asks about. */
    async requirePassword(scope: Scope, userId: string, password: string): Promise<void> {
      const user = await changes.get(scope, userId)
      if (user.passwordUpdatedAt === null) throw new DomainError('no_password_set')
      const outcome = await verifyPassword(scope, user, password)
      if (outcome === 'incorrect') throw new DomainError('incorrect_password', { param: 'password' })
      if (outcome === 'compromised') throw new DomainError('form_password_compromised', { param: 'password' })
    },

    removePasswordIn,

    /** Takes the password away, for an administrator. */
    removePassword: (scope: Scope, userId: string, options: { endSessions?: boolean } = {}): Promise<User> =>
      db.transaction().execute(async (tx) => {
        const user = await removePasswordIn(tx, scope, userId)
        if (options.endSessions) await endSessions(tx, scope, user.id)
        return user
      }),

    /** Marks the password as known to others, or lifts the mark. A marked one signs nobody in. */
    async setPasswordCompromised(
      scope: Scope,
      userId: string,
      compromised: boolean,
      options: { endSessions?: boolean } = {},
    ): Promise<User> {
      return await changes.change(
        scope,
        userId,
        async (user, tx) => {
          const at = compromised ? clock.now() : null
          const found = await setPasswordCompromised(tx, scope.instance.id, user.id, at)
          if (!found) throw new DomainError('no_password_set')
          if (options.endSessions) await endSessions(tx, scope, user.id)
          return {}
        },
        { narrowed: compromised },
      )
    },
  }
}

function digestInput(digest: string, { password, passwordHasher }: PasswordInput): StoredPassword {
  if (typeof password === 'string') {
    throw new DomainError('form_conditional_param_disallowed', { param: 'password_digest' })
  }
  if (!passwordHasher) throw new DomainError('form_conditional_param_missing', { param: 'password_hasher' })
  if (!isDigestOf(passwordHasher, digest)) {
    throw new DomainError('form_password_digest_invalid_code', { param: 'password_digest' })
  }
  return { hasher: passwordHasher, digest }
}
