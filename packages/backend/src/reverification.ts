import type { ReverificationConfig } from './auth/check-authorization.ts'

/** What browsers understand as: prove again who you are, then ask again (wire contract 7.8). */
export function reverificationError(reverification?: ReverificationConfig) {
  const metadata = { reverification }
  return { clerk_error: { type: 'forbidden', reason: 'reverification-error', metadata } } as const
}

/** The same as an answer. */
export function reverificationErrorResponse(reverification?: ReverificationConfig): Response {
  return Response.json(reverificationError(reverification), { status: 403 })
}
