import { z } from 'zod'
import { timestamp } from '../shared/values.schema.ts'

/** How far the proof of one factor has come, as browsers see it. */
export const FactorVerification = z
  .object({
    object: z.enum([
      'verification_otp',
      'verification_email_link',
      'verification_password',
      'verification_ticket',
    ]),
    status: z.enum(['unverified', 'verified', 'failed', 'expired', 'transferable']),
    strategy: z.enum(['email_code', 'email_link', 'reset_password_email_code', 'password', 'ticket']),
    attempts: z.number().int().nullable(),
    expire_at: timestamp.nullable(),
  })
  .meta({ id: 'FactorVerification' })
