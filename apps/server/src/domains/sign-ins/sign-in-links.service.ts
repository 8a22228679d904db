import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db/database.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { Scope } from '../instances/index.ts'
import type { LinkOutcome, Verification, VerificationsService } from '../verifications/index.ts'
import type { SignIn } from './sign-in.entity.ts'
import { statusAt } from './sign-in.policy.ts'
import type { SignInSteps } from './sign-in-steps.service.ts'
import * as repository from './sign-ins.repository.ts'

export interface SignInLinksDeps {
  db: Db
  clock: Clock
  verifications: VerificationsService
  steps: SignInSteps
}

/** What links, opened in whatever browser, do to the attempts that asked for them. */
export function createSignInLinks({ db, clock, verifications, steps }: SignInLinksDeps) {
  async function confirmIn(tx: Tx, scope: FrontendScope, verification: Verification): Promise<LinkOutcome> {
    const signIn = await repository.lockSignIn(tx, scope.instance.id, verification.ownerId)
    const isCurrent = signIn?.firstFactorVerificationId === verification.id
    // A newer link was asked for, or the attempt was replaced or finished otherwise: this link is over.
    if (!signIn || !isCurrent || statusAt(signIn, clock.now()) !== 'needs_first_factor') {
      return { status: 'expired', createdSessionId: null }
    }
    const result = await verifications.consumeLinkIn(tx, scope, verification.id)
    if (result.outcome !== 'verified') return { status: 'failed', createdSessionId: null }
    const after = await steps.proveIn(tx, scope, signIn, result.verification)
    return {
      status: after.userId === null ? 'transferable' : 'verified',
      createdSessionId: after.createdSessionId,
    }
  }

  return {
    confirm: (scope: FrontendScope, verification: Verification): Promise<LinkOutcome> =>
      db.transaction().execute((tx) => confirmIn(tx, scope, verification)),

    /** The proven address of a client’s attempt, if the attempt found no account to sign in to. */
    async findTransferable(
      scope: Scope,
      signInId: string | null,
    ): Promise<{ signIn: SignIn; verification: Verification } | undefined> {
      const signIn =
        signInId === null ? undefined : await repository.findSignIn(db, scope.instance.id, signInId)
      if (!signIn || signIn.userId !== null) return undefined
      // Whoever comes by a provider has named nobody before.
      const status = statusAt(signIn, clock.now())
      if (status !== 'needs_first_factor' && status !== 'needs_identifier') return undefined
      const verification = await verifications.find(scope, signIn.firstFactorVerificationId)
      return verification?.status === 'transferable' ? { signIn, verification } : undefined
    },
  }
}
