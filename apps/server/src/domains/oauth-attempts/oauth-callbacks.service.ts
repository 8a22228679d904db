import type { FrontendScope } from '../clients/index.ts'
import type { VerificationPurpose } from '../verifications/index.ts'
import type { ConfirmIdentity, OAuthAttemptsService } from './oauth-attempts.service.ts'

export type RedeemNonce = (scope: FrontendScope, nonce: string | undefined) => Promise<void>

export type OAuthCallbacksService = ReturnType<typeof createOAuthCallbacks>

/** The way back from providers, with everybody who may be waiting at its end. */
export function createOAuthCallbacks(deps: {
  attempts: OAuthAttemptsService
  confirm: Partial<Record<VerificationPurpose, ConfirmIdentity>>
}) {
  const { attempts, confirm } = deps
  return {
    finish: (
      scope: FrontendScope,
      answer: Readonly<Record<string, string>> & { state: string },
    ): Promise<string> => attempts.finish(scope, answer, confirm),

    redeemNonce: (async (scope, nonce) => {
      if (nonce !== undefined) await attempts.redeemNonce(scope, nonce, confirm)
    }) satisfies RedeemNonce as RedeemNonce,
  }
}
