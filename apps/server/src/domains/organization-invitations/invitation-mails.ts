import type { Db } from '../../platform/db/database.ts'
import type { Instance, Scope } from '../instances/index.ts'
import type { MessagesService } from '../messages/index.ts'
import type { Invitation, InvitationParts } from './invitation.entity.ts'
import { inviterNameOf } from './invitations.policy.ts'

export interface InvitationMailsDeps {
  messages: Pick<MessagesService, 'sendAllIn'>
  urlOf: (place: { instance: Instance }, invitation: Invitation) => string
}

const dayMilliseconds = 86_400_000

/** Asks people to join, by mail. The ticket in the link proves that they read it. */
export function createInvitationMails({ messages, urlOf }: InvitationMailsDeps) {
  return async (tx: Db, scope: Scope, all: readonly InvitationParts[]): Promise<void> => {
    const mails = all.map(({ invitation, organization, inviter }) => ({
      template: 'organization_invitation' as const,
      to: invitation.emailAddress,
      variables: {
        url: urlOf(scope, invitation),
        organizationName: organization.name,
        inviterName: inviter && inviterNameOf(inviter),
        days: daysOf(invitation),
      },
    }))
    await messages.sendAllIn(tx, scope, mails)
  }
}

function daysOf({ expireAt, updatedAt }: Invitation): number | undefined {
  return expireAt
    ? Math.max(1, Math.floor((expireAt.getTime() - updatedAt.getTime()) / dayMilliseconds))
    : undefined
}
