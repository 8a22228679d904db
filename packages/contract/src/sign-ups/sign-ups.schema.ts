import { z } from 'zod'
import { metadata, timestamp } from '../shared/values.schema.ts'
import { FactorVerification } from '../verifications/verifications.schema.ts'

/** What a sign-up can ask for. */
export const SignUpField = z.enum([
  'email_address',
  'username',
  'web3_wallet',
  'password',
  'first_name',
  'last_name',
  'legal_accepted',
])

const nextAction = {
  next_action: z.enum(['needs_prepare', 'needs_attempt', '']),
  supported_strategies: z.array(z.string()),
}

/** What is collected so far, and what is missing. */
const signUpFields = {
  object: z.literal('sign_up_attempt'),
  id: z.string(),
  status: z.enum(['missing_requirements', 'complete', 'abandoned']),
  required_fields: z.array(SignUpField),
  optional_fields: z.array(SignUpField),
  missing_fields: z.array(SignUpField),
  unverified_fields: z.array(SignUpField),
  username: z.string().nullable(),
  email_address: z.string().nullable(),
  phone_number: z.null(),
  web3_wallet: z.string().nullable(),
  password_enabled: z.boolean(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  unsafe_metadata: metadata,
  public_metadata: metadata,
  custom_action: z.boolean(),
  external_id: z.string().nullable(),
  created_session_id: z.string().nullable(),
  created_user_id: z.string().nullable(),
  abandon_at: timestamp,
  legal_accepted_at: timestamp.nullable(),
}

/** A sign-up as the browser that makes it sees it. */
export const SignUpResource = z
  .object({
    ...signUpFields,
    verifications: z.object({
      email_address: FactorVerification.extend(nextAction).nullable(),
      phone_number: z.null(),
      web3_wallet: FactorVerification.extend(nextAction).nullable(),
      external_account: FactorVerification.nullable(),
    }),
  })
  .meta({ id: 'SignUp' })

/** A sign-up as servers see it. */
export const BackendSignUpResource = z
  .object({
    ...signUpFields,
    verifications: z.object({
      email_address: z.object(nextAction).nullable(),
      phone_number: z.null(),
      web3_wallet: z.object(nextAction).nullable(),
      external_account: z.null(),
    }),
    locale: z.string().nullable(),
  })
  .meta({ id: 'BackendSignUp' })
