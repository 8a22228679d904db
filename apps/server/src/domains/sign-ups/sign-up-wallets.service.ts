import type { Web3Strategy } from '@keywright/contract'
import type { Db, Tx } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import { attemptFault } from '../verifications/index.ts'
import { findWeb3Holder, type Web3Proofs, web3StrategiesFor } from '../web3-wallets/index.ts'
import type { SignUp } from './sign-up.entity.ts'
import type { SignUpSteps } from './sign-up-steps.service.ts'

export interface SignUpWalletsDeps {
  db: Db
  steps: SignUpSteps
  web3Proofs: Web3Proofs
}

export type SignUpWallets = ReturnType<typeof createSignUpWallets>

/** Proving the wallet of somebody who signs up. */
export function createSignUpWallets({ db, steps, web3Proofs }: SignUpWalletsDeps) {
  return {
    async prepareIn(tx: Tx, scope: FrontendScope, signUp: SignUp, strategy: Web3Strategy): Promise<SignUp> {
      const { web3Wallet } = signUp
      if (web3Wallet === null) throw new DomainError('form_param_missing', { param: 'web3_wallet' })
      if (!web3StrategiesFor(scope.instance.settings, web3Wallet).includes(strategy))
        throw new DomainError('verification_strategy_invalid', { param: 'strategy' })
      if (signUp.web3VerifiedAt !== null) throw new DomainError('verification_already_verified')
      const { id } = await web3Proofs.startIn(tx, scope, {
        ...{ purpose: 'sign_up', ownerId: signUp.id, clientId: signUp.clientId },
        ...{ strategy, web3Wallet, verificationId: signUp.web3VerificationId },
      })
      return await steps.changeIn(tx, scope, signUp, { web3VerificationId: id })
    },

    /** A wrong signature is counted, so its transaction is kept: the fault is thrown after it. */
    async attempt(
      scope: FrontendScope,
      id: string,
      { strategy, signature }: { strategy: Web3Strategy; signature: string | undefined },
    ): Promise<SignUp> {
      if (signature === undefined) throw new DomainError('form_param_nil', { param: 'signature' })
      const { result, after } = await db.transaction().execute(async (tx) => {
        const signUp = await steps.lockIn(tx, scope, id)
        const result = await web3Proofs.attemptIn(tx, scope, {
          ...{ purpose: 'sign_up', ownerId: signUp.id, verificationId: signUp.web3VerificationId },
          ...{ strategy, signature },
        })
        if (result.outcome !== 'verified') return { result, after: undefined }
        const { target, verifiedAt } = result.verification
        // Whoever signed has the wallet, so they may know that it has an account.
        if (await findWeb3Holder(tx, scope.instance.id, target ?? ''))
          throw new DomainError('form_identifier_exists', { param: 'web3_wallet' })
        const proof = { web3VerifiedAt: verifiedAt, web3VerifiedBy: strategy }
        return { result, after: await steps.changeIn(tx, scope, signUp, proof) }
      })
      if (after) return after
      throw attemptFault(result) ?? new DomainError('client_state_invalid')
    },
  }
}
