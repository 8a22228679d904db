import type { TokenReason, TokenRefusal } from './token-refusal.ts'

/** Thrown by `verifyToken`; `reason` says why in a fixed word. */
export class TokenVerificationError extends Error {
  override readonly name = 'TokenVerificationError'
  readonly reason: TokenReason
  readonly action: string | undefined

  constructor({ reason, message, action }: TokenRefusal) {
    super(message)
    this.reason = reason
    this.action = action
  }

  getFullMessage(): string {
    return fullMessageOf(this)
  }
}

/** Message, what to do and reason in one line, as official SDKs write it into a header. */
export function fullMessageOf({
  message,
  action,
  reason,
}: Pick<TokenVerificationError, 'message' | 'action' | 'reason'>) {
  return `${[message, action].filter(Boolean).join(' ')} (reason=${reason})`
}
