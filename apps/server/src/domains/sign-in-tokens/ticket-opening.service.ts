import type { UserId } from '@keywright/contract'
import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { InvitationAcceptance } from '../organization-invitations/index.ts'
import type { SignInTokensService } from './sign-in-tokens.service.ts'

export interface TicketOpeningDeps {
  signInTokens: Pick<SignInTokensService, 'inspect' | 'acceptIn'>
  invitations: Pick<InvitationAcceptance, 'isTicket' | 'inspectTicket' | 'acceptTicketIn'>
}

/** Whom a ticket opens the door to. */
export interface AcceptedTicket {
  userId: UserId
  /** Where they are a member now. */
  organizationId?: string
  /** The ticket is proof enough by itself (wire contract 9.2). */
  isVouchedFor: boolean
}

export type TicketOpening = ReturnType<typeof createTicketOpening>

/** Whom a ticket signs in, of whichever kind it is. */
export function createTicketOpening({ signInTokens, invitations }: TicketOpeningDeps) {
  return {
    /** Uses nothing up. */
    async inspect(scope: Scope, ticket: string): Promise<{ userId: UserId }> {
      if (!invitations.isTicket(ticket)) return await signInTokens.inspect(scope, ticket)
      const { user } = await invitations.inspectTicket(scope, ticket)
      if (!user)
        throw new DomainError('organization_invitation_identification_not_exist', { param: 'ticket' })
      return { userId: user.id }
    },

    /** Uses a ticket up, in the transaction that signs the user in. */
    async acceptIn(tx: Db, scope: Scope, ticket: string): Promise<AcceptedTicket> {
      // An invitation proves a mailbox; a sign-in token was made by a server with the secret key.
      if (invitations.isTicket(ticket))
        return { ...(await invitations.acceptTicketIn(tx, scope, ticket)), isVouchedFor: false }
      const { userId } = await signInTokens.acceptIn(tx, scope, ticket)
      return { userId, isVouchedFor: true }
    },
  }
}
