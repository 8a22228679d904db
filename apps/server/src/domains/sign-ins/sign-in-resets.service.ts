import type { ClientId } from '@keywright/contract'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError, invariant } from '../../platform/domain-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { StoredPassword } from '../passwords/index.ts'
import type { SessionsService } from '../sessions/index.ts'
import { findUser, type User, type UsersService } from '../users/index.ts'
import type { VerificationsService } from '../verifications/index.ts'
import type { Replacement, SignIn } from './sign-in.entity.ts'
import type { AttemptFactorInput } from './sign-in-factors.service.ts'
import type { SignInSteps } from './sign-in-steps.service.ts'

export interface SignInResetsDeps {
  db: Db
  users: UsersService
  sessions: Pick<SessionsService, 'revokeAllOfUserIn'>
  messages: MessagesService
  verifications: Pick<VerificationsService, 'find'>
  steps: SignInSteps
}

export type SignInResets = ReturnType<typeof createSignInResets>

export interface ResetPasswordInput {
  password: string
  signOutOfOtherSessions?: boolean | undefined
}

/** New passwords for those who have proven who they are without the old one. */
export function createSignInResets({
  db,
  users,
  sessions,
  messages,
  verifications,
  steps,
}: SignInResetsDeps) {
  async function hash(scope: FrontendScope, password: string): Promise<StoredPassword> {
    const stored = await users.toStoredPassword(scope, { password })
    invariant(stored, 'a given password is hashed')
    return stored
  }

  /** Puts a new password in the place of the old one. */
  async function applyIn(
    tx: Tx,
    scope: FrontendScope,
    { user, clientId }: { user: User; clientId: ClientId },
    replacement: Replacement,
  ): Promise<void> {
    await users.setPasswordIn(tx, scope, user, replacement.stored)
    if (replacement.signOutOfOtherSessions)
      await sessions.revokeAllOfUserIn(tx, scope, user.id, { clientToo: clientId })
    const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)
    if (!primary) return
    const { emailAddress } = primary
    const mail = {
      template: 'password_changed',
      to: emailAddress,
      userId: user.id,
      variables: { emailAddress },
    } as const
    await messages.sendIn(tx, scope, mail)
  }

  /** The password, the session and the end of the others are one: nobody is left signed in halfway. */
  async function replace(scope: FrontendScope, before: SignIn, replacement: Replacement): Promise<SignIn> {
    return await db.transaction().execute(async (tx) => {
      const signIn = await steps.lockIn(tx, scope, before.id, before.clientId, 'needs_new_password')
      const user = signIn.userId === null ? undefined : await findUser(tx, scope.instance.id, signIn.userId)
      const proof = await verifications.find(scope, signIn.firstFactorVerificationId, tx)
      if (!user || !proof) throw new DomainError('client_state_invalid')
      if (steps.needsSecondFactor(scope, user)) {
        const status = steps.next(signIn, 'password_chosen')
        return await steps.saveIn(tx, scope, { ...signIn, status, newPassword: replacement })
      }
      await applyIn(tx, scope, { user, clientId: signIn.clientId }, replacement)
      return await steps.completeIn(tx, scope, signIn, 'password_replaced', 'reset_password_email_code', {
        target: proof.target,
      })
    })
  }

  return {
    applyIn,

    /** A new password may come with the code. It is checked first, so that a code is not used up for a bad one. */
    async readReplacement(scope: FrontendScope, input: AttemptFactorInput): Promise<Replacement | undefined> {
      if (input.strategy !== 'reset_password_email_code' || input.password === undefined) return undefined
      return { stored: await hash(scope, input.password), signOutOfOtherSessions: false }
    },

    replace,

    async reset(scope: FrontendScope, signIn: SignIn, input: ResetPasswordInput): Promise<SignIn> {
      if (signIn.status !== 'needs_new_password' || signIn.userId === null)
        throw new DomainError('client_state_invalid')
      const stored = await hash(scope, input.password)
      const current = await users.verifyPassword(scope, { id: signIn.userId }, input.password)
      // The password that others know must not come back as the new one.
      if (current === 'compromised')
        throw new DomainError('form_new_password_matches_current', { param: 'password' })
      return await replace(scope, signIn, {
        stored,
        signOutOfOtherSessions: input.signOutOfOtherSessions ?? false,
      })
    },
  }
}
