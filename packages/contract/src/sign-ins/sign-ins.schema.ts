import { z } from 'zod'
import { SecondFactor } from '../second-factors/second-factors.schema.ts'
import { GoogleOneTapStrategy, OAuthStrategy, Web3Strategy } from '../shared/strategies.schema.ts'
import { timestamp } from '../shared/values.schema.ts'
import { FactorVerification } from '../verifications/verifications.schema.ts'

/** Strategies that can prove who somebody is, of those this server offers. */
export const FirstFactorStrategy = z.union([
  z.enum(['password', 'email_code', 'email_link', 'reset_password_email_code', 'ticket']),
  OAuthStrategy,
  Web3Strategy,
  GoogleOneTapStrategy,
])

/** A way to go on. Those that send something name the address, masked. */
export const SignInFactor = z
  .object({
    strategy: FirstFactorStrategy,
    email_address_id: z.string().optional(),
    web3_wallet_id: z.string().optional(),
    safe_identifier: z.string().optional(),
    primary: z.boolean().optional(),
  })
  .meta({ id: 'SignInFactor' })

/** An attempt to sign in. */
export const SignInResource = z
  .object({
    object: z.literal('sign_in_attempt'),
    id: z.string(),
    status: z.enum([
      'abandoned',
      'needs_identifier',
      'needs_first_factor',
      'needs_second_factor',
      'needs_new_password',
      'complete',
    ]),
    supported_identifiers: z.array(z.enum(['email_address', 'username', 'web3_wallet'])),
    supported_first_factors: z.array(SignInFactor).nullable(),
    supported_second_factors: z.array(SecondFactor).nullable(),
    first_factor_verification: FactorVerification.nullable(),
    second_factor_verification: FactorVerification.nullable(),
    identifier: z.string().nullable(),
    user_data: z
      .object({
        first_name: z.string().nullable(),
        last_name: z.string().nullable(),
        image_url: z.string(),
        has_image: z.boolean(),
      })
      .nullable(),
    created_session_id: z.string().nullable(),
    abandon_at: timestamp,
  })
  .meta({ id: 'SignIn' })
