import { DomainError } from '../../../platform/domain-error.ts'
import type { PasswordOutcome, UsersService } from '../../users/index.ts'
import type { VerificationsService } from '../../verifications/index.ts'
import type { FactorContext, FirstFactorStrategy } from './strategy.ts'

export interface PasswordStrategyDeps {
  users: UsersService
  verifications: VerificationsService
}

/** A password. It is hashed for strangers, too; the answer for them is made from the same parts. */
export function createPasswordStrategy({ users, verifications }: PasswordStrategyDeps): FirstFactorStrategy {
  return {
    name: 'password',
    async attempt(context, { password }) {
      if (password === undefined) throw new DomainError('form_param_missing', { param: 'password' })
      const outcome = await users.verifyPassword(context.scope, context.user, password, context.identified)
      return async (tx, signIn) => {
        if (outcome !== 'correct')
          return { passed: false, fault: faultOf(outcome, context), isGuess: outcome === 'incorrect' }
        const proof = {
          strategy: 'password',
          purpose: 'sign_in',
          ownerId: signIn.id,
          clientId: signIn.clientId,
        } as const
        return { passed: true, verification: await verifications.recordVerifiedIn(tx, context.scope, proof) }
      }
    },
  }
}

function faultOf(outcome: Exclude<PasswordOutcome, 'correct'>, { scope }: FactorContext): DomainError {
  if (outcome === 'compromised') return new DomainError('form_password_compromised', { param: 'password' })
  const isConcealed = scope.instance.settings.attack_protection.enumeration_protection
  const code = isConcealed ? 'form_password_or_identifier_incorrect' : 'form_password_incorrect'
  return new DomainError(code, { param: 'password' })
}
