import { equalSecrets, type Vault } from '../../platform/secrets/seal.ts'
import type { Instance } from '../instances/index.ts'
import type { Invitation } from './invitation.entity.ts'

export type InvitationTickets = ReturnType<typeof createInvitationTickets>

/**
 * Tickets that stand in the mails of invitations: the id, signed for one instance. Nothing of them is stored, so that
 * whoever reads the database can accept nothing. Whoever holds one has read the mail to the address, or is the app's server.
 */
export function createInvitationTickets({ vault }: { vault: Pick<Vault, 'fingerprint'> }) {
  const signature = (instance: Pick<Instance, 'id'>, id: string) =>
    vault.fingerprint(`${instance.id}.${id}`, 'organization_invitation_ticket')

  return {
    ticketOf: (instance: Pick<Instance, 'id'>, { id }: Pick<Invitation, 'id'>): string =>
      `${id}.${signature(instance, id).toString('base64url')}`,

    /** Whether a ticket has the form of these; it need not be a good one. */
    isInvitationTicket: (ticket: string): boolean => ticket.startsWith('orginv_'),

    /** The invitation that a ticket is for; `undefined` for one that was not signed for this instance. */
    invitationIdOf(instance: Pick<Instance, 'id'>, ticket: string): string | undefined {
      const [, id = '', signed = ''] = /^(orginv_\w+)\.([\w-]{43})$/.exec(ticket) ?? []
      return equalSecrets(Buffer.from(signed, 'base64url'), signature(instance, id)) ? id : undefined
    },
  }
}
