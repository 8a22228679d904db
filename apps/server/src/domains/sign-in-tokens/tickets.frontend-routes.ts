import { acceptTicketRoute } from '@keywright/contract'
import { type Router, redirectTo } from '../../platform/http/router.ts'
import type { FrontendScope } from '../clients/index.ts'
import type { TicketsService } from './tickets.service.ts'

/** Frontend API of tickets. */
export function ticketsFrontendRoutes(router: Router<FrontendScope>, tickets: TicketsService): void {
  router.mount(acceptTicketRoute, async ({ query }, scope) =>
    redirectTo(await tickets.pageFor(scope, query.ticket)),
  )
}
