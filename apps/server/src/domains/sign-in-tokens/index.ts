export type { SignInToken } from './sign-in-token.entity.ts'
export { acceptTicketUrl } from './sign-in-tokens.policy.ts'
export { createSignInTokensService, type SignInTokensService } from './sign-in-tokens.service.ts'
export { createTicketsService, type TicketsService } from './tickets.service.ts'
