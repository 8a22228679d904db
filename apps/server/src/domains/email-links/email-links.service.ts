import { DomainError } from '../../platform/domain-error.ts'
import type { FrontendScope } from '../clients/index.ts'
import {
  type LinkOutcome,
  linkTargetUrl,
  type Verification,
  type VerificationPurpose,
  type VerificationsService,
} from '../verifications/index.ts'

/** Whoever asked for a link decides what opening it does. */
export type ConfirmLink = (scope: FrontendScope, verification: Verification) => Promise<LinkOutcome>

export interface EmailLinksDeps {
  verifications: Pick<VerificationsService, 'findByLink'>
  confirm: Partial<Record<VerificationPurpose, ConfirmLink>>
}

/** What a browser that opened a link is answered. */
export type LinkAnswer =
  | { kind: 'redirect'; url: string }
  /** Another device than the one that asked: a person has to say that they mean it. */
  | { kind: 'ask'; redirectUrl: string }

export type EmailLinksService = ReturnType<typeof createEmailLinksService>

/**
 * Opens links sent by email. On the client that asked for it a link works at once. Anywhere else it does nothing by itself:
 * mail scanners and previews open links, too, and a link must not sign in whoever made a victim's scanner open it.
 */
export function createEmailLinksService({ verifications, confirm }: EmailLinksDeps) {
  async function use(scope: FrontendScope, verification: Verification): Promise<LinkOutcome> {
    try {
      const outcome = await confirm[verification.purpose]?.(scope, verification)
      return outcome ?? { status: 'failed', createdSessionId: null }
    } catch (error) {
      // Somebody signed in on the client in another way: the attempt is over, and with it the link.
      const isOver = error instanceof DomainError && error.code === 'client_state_invalid'
      if (isOver) return { status: 'expired', createdSessionId: null }
      throw error
    }
  }

  function isUsable({ status }: Verification): boolean {
    return status === 'unverified'
  }

  /** A link that was used already tells its own client so, and nobody else more than that it is over. */
  function afterUse({ status }: Verification, isOwnClient: boolean): LinkOutcome {
    const isUsed = status === 'verified' || status === 'transferable'
    if (isUsed && isOwnClient) return { status, createdSessionId: null }
    return { status: status === 'expired' ? 'expired' : 'failed', createdSessionId: null }
  }

  return {
    async open(scope: FrontendScope, token: string, options: { isConfirmed: boolean }): Promise<LinkAnswer> {
      const verification = await verifications.findByLink(scope, token)
      if (!verification || verification.redirectUrl === null)
        throw new DomainError('verification_link_token_invalid')
      const { redirectUrl } = verification
      const answer = ({ status, createdSessionId }: LinkOutcome): LinkAnswer => ({
        kind: 'redirect',
        url: linkTargetUrl(redirectUrl, status, createdSessionId),
      })
      // A token that has been replaced may read, and not speak for the client: whoever has it may not be its owner.
      const isOwnClient = scope.client?.id === verification.clientId && !scope.client?.isPreviousToken
      if (!isUsable(verification)) return answer(afterUse(verification, isOwnClient))
      const { email_link_same_client: mustBeSame } = scope.instance.settings.attack_protection
      if (!isOwnClient && mustBeSame) return answer({ status: 'client_mismatch', createdSessionId: null })
      if (!isOwnClient && !options.isConfirmed) return { kind: 'ask', redirectUrl }
      return answer(await use(scope, verification))
    },
  }
}
