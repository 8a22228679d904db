import { DomainError, invariant } from '../../../platform/domain-error.ts'
import type { MessagesService } from '../../messages/index.ts'
import { attemptFault, type VerificationsService } from '../../verifications/index.ts'
import type { FirstFactorStrategy } from './strategy.ts'

export interface CodeStrategyDeps {
  verifications: VerificationsService
  messages: MessagesService
}

/** A code sent by email, to sign in with or to reset the password with. */
export function createCodeStrategy(
  name: 'email_code' | 'reset_password_email_code',
  { verifications, messages }: CodeStrategyDeps,
): FirstFactorStrategy {
  const template = name === 'email_code' ? 'verification_code' : 'reset_password_code'
  return {
    name,
    async prepareIn(tx, { scope, signIn, user }, { emailAddress, isReal }) {
      invariant(emailAddress, 'a factor that sends something has an address')
      const asked = { strategy: name, target: emailAddress }
      const before = await verifications.findJustSentIn(tx, scope, signIn.firstFactorVerificationId, asked)
      if (before) return before
      const { verification, code } = await verifications.startIn(tx, scope, {
        ...asked,
        purpose: 'sign_in',
        ownerId: signIn.id,
        clientId: signIn.clientId,
        isUnanswerable: !isReal && !signIn.signUpIfMissing,
      })
      const minutes = Math.round(scope.instance.settings.emails.code_lifetime_seconds / 60)
      if (code !== undefined)
        await messages.sendIn(tx, scope, {
          template,
          to: emailAddress,
          userId: user?.id,
          variables: { code, minutes },
        })
      return verification
    },
    async attempt({ scope }, { code }) {
      if (code === undefined) throw new DomainError('form_param_missing', { param: 'code' })
      return async (tx, signIn) => {
        const attempt = {
          verificationId: signIn.firstFactorVerificationId,
          purpose: 'sign_in',
          ownerId: signIn.id,
          code,
        } as const
        const result = await verifications.attemptCodeIn(tx, scope, { ...attempt, strategy: name })
        const fault = attemptFault(result)
        if (result.outcome === 'verified') return { passed: true, verification: result.verification }
        invariant(fault, 'an attempt that did not pass has a fault')
        return { passed: false, fault, isGuess: result.isGuess }
      }
    },
  }
}
