import type { Web3Strategy } from '@keywright/contract'
import { DomainError, invariant } from '../../../platform/domain-error.ts'
import { attemptFault } from '../../verifications/index.ts'
import { findWeb3Holder, type Web3Proofs } from '../../web3-wallets/index.ts'
import type { FirstFactorStrategy } from './strategy.ts'

/** A message signed with a wallet. */
export function createWeb3Strategy(
  name: Web3Strategy,
  { web3Proofs }: { web3Proofs: Web3Proofs },
): FirstFactorStrategy {
  return {
    name,
    async prepareIn(tx, { scope, signIn }, { web3Wallet }) {
      invariant(web3Wallet, 'a wallet that is to sign has an address')
      return await web3Proofs.startIn(tx, scope, {
        ...{ purpose: 'sign_in', ownerId: signIn.id, clientId: signIn.clientId },
        ...{ strategy: name, web3Wallet, verificationId: signIn.firstFactorVerificationId },
      })
    },
    async attempt({ scope }, { signature }) {
      if (signature === undefined) throw new DomainError('form_param_nil', { param: 'signature' })
      return async (tx, signIn) => {
        const result = await web3Proofs.attemptIn(tx, scope, {
          ...{ purpose: 'sign_in', ownerId: signIn.id, strategy: name },
          ...{ verificationId: signIn.firstFactorVerificationId, signature },
        })
        if (result.outcome !== 'verified') {
          const fault = attemptFault(result)
          invariant(fault, 'an attempt that did not pass has a fault')
          return { passed: false, fault, isGuess: result.isGuess }
        }
        const { verification } = result
        // Whoever signed has the wallet, so they may know whether it has an account.
        const holder = await findWeb3Holder(tx, scope.instance.id, verification.target ?? '')
        const mayGoOn = signIn.userId === null ? signIn.signUpIfMissing && !holder : holder === signIn.userId
        if (mayGoOn) return { passed: true, verification }
        const fault = new DomainError('form_identifier_not_found', { param: 'identifier' })
        return { passed: false, fault, isGuess: false }
      }
    },
  }
}
