import { DomainError } from '../../../platform/domain-error.ts'
import type { TicketOpening } from '../../sign-in-tokens/index.ts'
import type { VerificationsService } from '../../verifications/index.ts'
import type { FirstFactorStrategy } from './strategy.ts'

export interface TicketStrategyDeps {
  ticketOpening: Pick<TicketOpening, 'acceptIn'>
  verifications: VerificationsService
}

/** A ticket that was made for one user, or for the owner of one address. It is used up in the transaction that signs the user in. */
export function createTicketStrategy({
  ticketOpening,
  verifications,
}: TicketStrategyDeps): FirstFactorStrategy {
  return {
    name: 'ticket',
    async attempt({ scope, user }, { ticket }) {
      if (ticket === undefined) throw new DomainError('form_param_missing', { param: 'ticket' })
      return async (tx, signIn) => {
        const { userId, organizationId, isVouchedFor } = await ticketOpening.acceptIn(tx, scope, ticket)
        // A ticket opens the account it was made for, never the one an attempt was begun for.
        if (userId !== user?.id) throw new DomainError('ticket_invalid_code', { param: 'ticket' })
        const proof = {
          strategy: 'ticket',
          purpose: 'sign_in',
          ownerId: signIn.id,
          clientId: signIn.clientId,
        } as const
        const verification = await verifications.recordVerifiedIn(tx, scope, proof)
        return { passed: true, verification, organizationId, isVouchedFor }
      }
    },
  }
}
