import type { FactorVerification } from '@keywright/contract'
import type { z } from 'zod'
import { toChallenge } from './challenge.policy.ts'
import type { Verification, VerificationStrategy } from './verification.entity.ts'

type WireVerification = z.input<typeof FactorVerification>

const objects: Partial<Record<string, WireVerification['object']>> = {
  email_code: 'verification_otp',
  reset_password_email_code: 'verification_otp',
  email_link: 'verification_email_link',
  password: 'verification_password',
  ticket: 'verification_ticket',
  google_one_tap: 'verification_google_one_tap',
  totp: 'verification_totp',
  backup_code: 'verification_backup_code',
}

/** Nothing is sent for these, and nothing of them is written before they are proven. */
const settledAtOnce: ReadonlySet<string> = new Set(['password', 'ticket', 'totp', 'backup_code'])

function objectOf(strategy: VerificationStrategy) {
  return strategy.startsWith('web3_') ? 'verification_web3' : (objects[strategy] ?? 'verification_oauth')
}

/** A proof as the browser sees it. What needs no time has no end to tell. */
export function toFactorVerification(
  verification: Pick<
    Verification,
    'strategy' | 'status' | 'attempts' | 'expireAt' | 'externalRedirectUrl' | 'error'
  > & { message?: string | null },
): WireVerification {
  const { strategy, status, attempts, expireAt, externalRedirectUrl, error, message = null } = verification
  const isSent = !settledAtOnce.has(strategy)
  return {
    object: objectOf(strategy),
    status,
    strategy,
    attempts: isSent ? attempts : null,
    expire_at: isSent ? expireAt.getTime() : null,
    ...(externalRedirectUrl === null ? {} : { external_verification_redirect_url: externalRedirectUrl }),
    ...(error === null ? {} : { error }),
    ...toChallenge(message),
  }
}
