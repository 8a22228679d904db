import { z } from 'zod'
import { defineRoute } from '../define-route.ts'

export const acceptTicketRoute = defineRoute({
  audience: 'frontend',
  operationId: 'acceptTicket',
  method: 'get',
  path: '/v1/tickets/accept',
  summary:
    'Open the URL of a ticket: goes on to the page that signs in with it. The ticket is not used up by this',
  envelope: 'bare',
  query: z.object({ ticket: z.string().min(1).max(1000) }),
  output: z.unknown(),
  errors: [
    'ticket_invalid_code',
    'ticket_expired_code',
    'sign_in_token_revoked_code',
    'sign_in_token_already_used_code',
  ],
})
