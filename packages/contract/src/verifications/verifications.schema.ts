import { z } from 'zod'
import {
  FromOAuthStrategy,
  GoogleOneTapStrategy,
  OAuthStrategy,
  SecondFactorStrategy,
  Web3Strategy,
} from '../shared/strategies.schema.ts'
import { metadata, timestamp } from '../shared/values.schema.ts'

/** Why a proof failed elsewhere; told to the page that asked for it when the browser comes back. */
export const VerificationError = z
  .object({
    code: z.string(),
    message: z.string(),
    long_message: z.string(),
    meta: metadata.optional(),
  })
  .meta({ id: 'VerificationError' })

/** How far the proof of one factor has come, as browsers see it. */
export const FactorVerification = z
  .object({
    object: z.enum([
      'verification_otp',
      'verification_email_link',
      'verification_password',
      'verification_ticket',
      'verification_oauth',
      'verification_from_oauth',
      'verification_google_one_tap',
      'verification_web3',
      'verification_totp',
      'verification_backup_code',
    ]),
    status: z.enum(['unverified', 'verified', 'failed', 'expired', 'transferable']),
    strategy: z.union([
      z.enum(['email_code', 'email_link', 'reset_password_email_code', 'password', 'ticket']),
      SecondFactorStrategy,
      OAuthStrategy,
      FromOAuthStrategy,
      Web3Strategy,
      GoogleOneTapStrategy,
    ]),
    attempts: z.number().int().nullable(),
    expire_at: timestamp.nullable(),
    /** Providers: where to send the browser. */
    external_verification_redirect_url: z.string().optional(),
    error: VerificationError.nullable().optional(),
    /** Wallets: what is to be signed, and the nonce in it. */
    message: z.string().optional(),
    nonce: z.string().optional(),
  })
  .meta({ id: 'FactorVerification' })
