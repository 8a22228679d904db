import type { IdentificationId } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Vault } from '../../platform/secrets/seal.ts'
import type { Scope } from '../instances/index.ts'
import { secondFactorsOf } from '../second-factors/index.ts'
import { findUser, type User } from '../users/index.ts'
import type { Verification, VerificationsService } from '../verifications/index.ts'
import type { OfferedFactor, SignIn } from './sign-in.entity.ts'
import { offeredFactors, statusAt, supportedIdentifiers } from './sign-in.policy.ts'
import { type SignInWire, toSignInResource } from './sign-ins.resource.ts'

export interface SignInViewsDeps {
  db: Db
  clock: Clock
  vault: Vault
  verifications: VerificationsService
  /** Where images are served from. */
  publicUrl: string
}

/** Who an attempt is for, and how they can go on. */
export interface Account {
  user: User | undefined
  factors: readonly OfferedFactor[]
}

/** Whether this instance answers alike for known and unknown accounts. */
export function isConcealed({ instance }: Scope): boolean {
  return instance.settings.attack_protection.enumeration_protection
}

export type SignInViews = ReturnType<typeof createSignInViews>

/** What can be seen of an attempt. */
export function createSignInViews({ db, clock, vault, verifications, publicUrl }: SignInViewsDeps) {
  /** Alike for known and unknown addresses, and telling nothing of either: a keyed hash in the form of an id. */
  function aliasOf({ instance }: Scope, emailAddress: string): IdentificationId {
    return `idn_${vault.fingerprint(emailAddress, `address:${instance.id}`).toString('hex').slice(0, 27)}`
  }

  async function accountOf(scope: Scope, signIn: SignIn, from: Db = db): Promise<Account> {
    const user = signIn.userId === null ? undefined : await findUser(from, scope.instance.id, signIn.userId)
    return accountFor(scope, signIn, user)
  }

  /** The same with a user who was read already. */
  function accountFor(scope: Scope, signIn: SignIn, user: User | undefined): Account {
    // Begun with a ticket: nothing but the ticket opens it, and nothing is told of who it is for.
    if (signIn.identifier === null)
      return { user, factors: user ? [{ strategy: 'ticket', isReal: true }] : [] }
    const factors = offeredFactors({
      instance: scope.instance,
      identifier: signIn.identifier,
      user,
      signUpIfMissing: signIn.signUpIfMissing,
      aliasOf: (emailAddress) => aliasOf(scope, emailAddress),
    })
    return { user, factors }
  }

  return {
    accountOf,
    accountFor,

    /** `known`: what need not be read again. */
    async toResource(
      scope: Scope,
      signIn: SignIn,
      known: { user?: User | undefined; verification?: Verification } = {},
    ): Promise<SignInWire> {
      const { user, factors } =
        known.user === undefined ? await accountOf(scope, signIn) : accountFor(scope, signIn, known.user)
      const status = statusAt(signIn, clock.now())
      const isSettled = status === 'complete'
      return toSignInResource({
        signIn,
        status,
        user: isConcealed(scope) && !isSettled ? undefined : user,
        identifiers: supportedIdentifiers(scope.instance.settings),
        factors: status === 'needs_identifier' ? undefined : factors,
        verification:
          known.verification ?? (await verifications.find(scope, signIn.firstFactorVerificationId)),
        // Told to those alone who have proven the first one.
        secondFactors:
          status === 'needs_second_factor' && user
            ? secondFactorsOf(user, scope.instance.settings)
            : undefined,
        secondVerification: await verifications.find(scope, signIn.secondFactorVerificationId),
        images: { instance: scope.instance, publicUrl },
      })
    },
  }
}
