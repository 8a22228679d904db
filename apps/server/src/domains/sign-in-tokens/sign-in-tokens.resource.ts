import type { SignInTokenResource } from '@keywright/contract'
import type { z } from 'zod'
import type { SignInToken } from './sign-in-token.entity.ts'
import { acceptTicketUrl } from './sign-in-tokens.policy.ts'

/** A ticket as servers see it; the ticket and its URL only when it was just made. */
export function toSignInTokenResource(
  token: SignInToken,
  made?: { ticket: string; baseUrl: string },
): z.input<typeof SignInTokenResource> {
  return {
    object: 'sign_in_token',
    id: token.id,
    status: token.status,
    user_id: token.userId,
    ...(made ? { token: made.ticket, url: acceptTicketUrl(made.baseUrl, made.ticket) } : {}),
    created_at: token.createdAt.getTime(),
    updated_at: token.updatedAt.getTime(),
  }
}
