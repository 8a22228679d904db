import type { ClientId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import type { Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { Verification, VerificationsService } from '../verifications/index.ts'
import type { EmailAddress } from './email-address.entity.ts'

/** Links only: the page of ours that the mail leads to, and where the browser goes from there. */
export interface LinkInput {
  linkFor: (token: string) => string
  redirectUrl: string | undefined
  clientId: ClientId | undefined
}

export type SendProof = (
  tx: Db,
  scope: Scope,
  address: EmailAddress,
  strategy: 'email_code' | 'email_link',
  link?: LinkInput,
) => Promise<Verification>

export interface SendProofDeps {
  verifications: Pick<VerificationsService, 'startIn'>
  messages: Pick<MessagesService, 'sendIn'>
}

/** Begins a proof of an address on a profile, and sends what is needed to make it. */
export function createSendProof({ verifications, messages }: SendProofDeps): SendProof {
  return async (tx, scope, address, strategy, link) => {
    const { verification, code, token } = await verifications.startIn(tx, scope, {
      strategy,
      purpose: 'email_address',
      ownerId: address.id,
      target: address.emailAddress,
      clientId: link?.clientId,
      redirectUrl: link?.redirectUrl,
    })
    const { code_lifetime_seconds: codeSeconds, link_lifetime_seconds: linkSeconds } =
      scope.instance.settings.emails
    const to = { to: address.emailAddress, userId: address.userId }
    if (code !== undefined) {
      const variables = { code, minutes: Math.round(codeSeconds / 60) }
      await messages.sendIn(tx, scope, { ...to, template: 'verification_code', variables })
    }
    if (token !== undefined && link) {
      const variables = { url: link.linkFor(token), minutes: Math.round(linkSeconds / 60) }
      await messages.sendIn(tx, scope, { ...to, template: 'magic_link', variables })
    }
    return verification
  }
}
