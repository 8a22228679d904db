import type { FactorVerification } from '@keywright/contract'
import type { z } from 'zod'
import type { Verification } from './verification.entity.ts'

const objects = {
  email_code: 'verification_otp',
  reset_password_email_code: 'verification_otp',
  email_link: 'verification_email_link',
  password: 'verification_password',
  ticket: 'verification_ticket',
} as const

/** A proof as the browser sees it. What needs no time has no end to tell. */
export function toFactorVerification(verification: Verification): z.input<typeof FactorVerification> {
  const { strategy, status, attempts, expireAt } = verification
  const isSent = strategy !== 'password' && strategy !== 'ticket'
  return {
    object: objects[strategy],
    status,
    strategy,
    attempts: isSent ? attempts : null,
    expire_at: isSent ? expireAt.getTime() : null,
  }
}
