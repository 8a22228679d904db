import type { SessionId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import type { CallerSession, FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { ReverificationsService } from '../reverifications/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { canSignIn, type Metadata, type User, type UserChange, type UsersService } from '../users/index.ts'
import { isIdentifierOf, type OwnProfile, requireEditable } from './me.policy.ts'

export interface MeDeps {
  db: Db
  users: UsersService
  sessions: Pick<SessionsService, 'revokeAllOfUserIn'>
  messages: Pick<MessagesService, 'sendIn'>
  reverifications: Pick<ReverificationsService, 'requireRecentProof' | 'limitGuess'>
}

export interface ChangePasswordInput {
  currentPassword: string | null
  newPassword: string
  signOutOfOtherSessions: boolean
}

export type MeService = ReturnType<typeof createMeService>

/** What signed-in users do with their own account. Each asks for a session, and speaks for its user alone. */
export function createMeService({ db, users, sessions, messages, reverifications }: MeDeps) {
  const { requireRecentProof } = reverifications

  /** Tells the user, at the address that stands for them, that something about their account has changed. */
  async function tellIn(tx: Db, scope: Scope, user: User, template: 'password_changed' | 'password_removed') {
    const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)
    if (!primary) return
    const { emailAddress } = primary
    await messages.sendIn(tx, scope, {
      template,
      to: emailAddress,
      userId: user.id,
      variables: { emailAddress },
    })
  }

  /** Who sits down at an open session must not be able to change the password without knowing it. */
  async function requireCurrentPassword(
    scope: FrontendScope,
    user: User,
    current: string | null,
  ): Promise<void> {
    if (user.passwordUpdatedAt === null) return
    if (current === null) throw new DomainError('form_param_missing', { param: 'current_password' })
    await reverifications.limitGuess(scope, user.id)
    const incorrect = new DomainError('form_password_validation_failed', { param: 'current_password' })
    await users.proveOwnPassword(scope, user, current, incorrect)
  }

  async function hashNewPassword(scope: Scope, user: User, input: ChangePasswordInput) {
    const fault = (code: 'form_new_password_matches_current' | 'form_password_matches_identifier') =>
      new DomainError(code, { param: 'new_password' })
    if (input.newPassword === input.currentPassword) throw fault('form_new_password_matches_current')
    if (isIdentifierOf(user, input.newPassword)) throw fault('form_password_matches_identifier')
    const stored = await users.toStoredPassword(scope, { password: input.newPassword, param: 'new_password' })
    invariant(stored, 'a given password is hashed')
    return stored
  }

  async function endOthersIn(tx: Db, scope: Scope, user: User, except: SessionId): Promise<void> {
    await sessions.revokeAllOfUserIn(tx, scope, user.id, { except })
  }

  return {
    get: (scope: Scope, caller: CallerSession): Promise<User> => users.get(scope, caller.userId),

    async update(scope: Scope, caller: CallerSession, profile: OwnProfile): Promise<User> {
      requireEditable(profile, scope.instance.settings)
      if (profile.username !== undefined) await requireRecentProof(scope, caller)
      return await users.update(scope, caller.userId, {
        profile: profile as UserChange,
        notifyPrimaryChanged: true,
      })
    },

    async remove(scope: Scope, caller: CallerSession): Promise<User> {
      const user = await users.get(scope, caller.userId)
      if (!scope.instance.settings.users.delete_self || !user.deleteSelfEnabled) {
        throw new DomainError('user_delete_self_not_enabled')
      }
      await requireRecentProof(scope, caller)
      return await users.delete(scope, caller.userId)
    },

    mergeMetadata: (scope: Scope, caller: CallerSession, unsafeMetadata: Metadata): Promise<User> =>
      users.mergeMetadata(scope, caller.userId, { unsafeMetadata }),

    setProfileImage: (scope: Scope, caller: CallerSession, bytes: Uint8Array): Promise<User> =>
      users.setProfileImage(scope, caller.userId, bytes),

    /** The id of the image that is gone; `null` when there was none. */
    async removeProfileImage(scope: Scope, caller: CallerSession): Promise<string | null> {
      const { imageId } = await users.get(scope, caller.userId)
      await users.removeProfileImage(scope, caller.userId)
      return imageId
    },

    async changePassword(
      scope: FrontendScope,
      caller: CallerSession,
      input: ChangePasswordInput,
    ): Promise<User> {
      if (!scope.instance.settings.password.enabled) {
        throw new DomainError('form_param_value_disabled', { param: 'new_password' })
      }
      await requireRecentProof(scope, caller)
      const user = await users.get(scope, caller.userId)
      await requireCurrentPassword(scope, user, input.currentPassword)
      const stored = await hashNewPassword(scope, user, input)
      return await db.transaction().execute(async (tx) => {
        await users.clearFailedAttemptsIn(tx, scope, user.id)
        const changed = await users.setPasswordIn(tx, scope, user, stored)
        if (input.signOutOfOtherSessions) await endOthersIn(tx, scope, user, caller.id)
        await tellIn(tx, scope, user, 'password_changed')
        return changed
      })
    },

    async removePassword(
      scope: FrontendScope,
      caller: CallerSession,
      currentPassword: string,
    ): Promise<User> {
      await requireRecentProof(scope, caller)
      const { settings } = scope.instance
      const user = await users.get(scope, caller.userId)
      if (user.passwordUpdatedAt === null) throw new DomainError('no_password_set')
      const isNeeded = settings.password.enabled && settings.password.required
      if (isNeeded || !canSignIn({ ...user, passwordUpdatedAt: null }, scope.instance))
        throw new DomainError('password_required')
      await requireCurrentPassword(scope, user, currentPassword)
      return await db.transaction().execute(async (tx) => {
        await users.clearFailedAttemptsIn(tx, scope, user.id)
        const changed = await users.removePasswordIn(tx, scope, user.id)
        await tellIn(tx, scope, user, 'password_removed')
        return changed
      })
    },
  }
}
