import { DomainError, invariant } from '../../../platform/domain-error.ts'
import type { FrontendScope } from '../../clients/index.ts'
import type { MessagesService } from '../../messages/index.ts'
import { requireRedirectUrl, type VerificationsService, verifyLinkUrl } from '../../verifications/index.ts'
import type { FirstFactorStrategy } from './strategy.ts'

/** Where links may lead, and under which URL of ours they begin. */
export interface LinkUrls {
  isRedirectAllowed(scope: FrontendScope, url: string): Promise<boolean>
  baseUrl(scope: FrontendScope): string
}

export interface LinkStrategyDeps {
  verifications: VerificationsService
  messages: MessagesService
  urls: LinkUrls
}

/** A link sent by email. It is opened in a browser, and the tab that asked for it waits. */
export function createLinkStrategy({ verifications, messages, urls }: LinkStrategyDeps): FirstFactorStrategy {
  return {
    name: 'email_link',
    requireInput: (scope, { redirectUrl }) =>
      requireRedirectUrl(redirectUrl, (url) => urls.isRedirectAllowed(scope, url)),
    async prepareIn(tx, { scope, signIn, user }, { emailAddress, isReal }, input) {
      invariant(emailAddress, 'a factor that sends something has an address')
      const asked = { strategy: 'email_link', target: emailAddress, redirectUrl: input.redirectUrl } as const
      const before = await verifications.findJustSentIn(tx, scope, signIn.firstFactorVerificationId, asked)
      if (before) return before
      const { verification, token } = await verifications.startIn(tx, scope, {
        ...asked,
        purpose: 'sign_in',
        ownerId: signIn.id,
        clientId: signIn.clientId,
        isUnanswerable: !isReal && !signIn.signUpIfMissing,
      })
      if (token !== undefined) {
        const minutes = Math.round(scope.instance.settings.emails.link_lifetime_seconds / 60)
        const variables = {
          url: verifyLinkUrl(urls.baseUrl(scope), token),
          minutes,
          requestedFrom: describeDevice(scope),
        }
        await messages.sendIn(tx, scope, {
          template: 'magic_link',
          to: emailAddress,
          userId: user?.id,
          variables,
        })
      }
      return verification
    },
    async attempt() {
      throw new DomainError('verification_strategy_invalid')
    },
  }
}

/** Short enough to be read, and not a place for a stranger’s text: only letters, digits and what versions are made of. */
export function describeDevice({ request }: Pick<FrontendScope, 'request'>): string {
  const agent = request.userAgent.replaceAll(/[^\w .;:()/,-]/g, '').slice(0, 160)
  return agent === '' ? `the address ${request.ip}` : `${agent}, address ${request.ip}`
}
