import { z } from 'zod'
import { metadata, timestamp } from '../shared/values.schema.ts'
import { FactorVerification } from '../verifications/verifications.schema.ts'

/** An account that a user has with a provider, connected to the user's own. */
export const ExternalAccountResource = z
  .object({
    object: z.enum(['external_account', 'google_account', 'facebook_account']),
    id: z.string(),
    /** As in the strategy: `oauth_google`. */
    provider: z.string(),
    identification_id: z.string(),
    /** Empty until the provider has answered. */
    provider_user_id: z.string(),
    approved_scopes: z.string().describe('Separated by spaces.'),
    email_address: z.string(),
    /** What the provider said of the address at the last sign-in; `null`: it did not say. */
    email_address_verified: z.boolean().nullable(),
    first_name: z.string(),
    last_name: z.string(),
    avatar_url: z.string(),
    image_url: z.string(),
    username: z.string().nullable(),
    phone_number: z.null(),
    public_metadata: metadata,
    label: z.string().nullable(),
    created_at: timestamp,
    updated_at: timestamp,
    verification: FactorVerification.nullable(),
  })
  .meta({ id: 'ExternalAccount' })

/** The token with which an app's server speaks to a provider for a user. */
export const OAuthAccessToken = z
  .object({
    object: z.literal('oauth_access_token'),
    external_account_id: z.string(),
    provider_user_id: z.string(),
    provider: z.string(),
    token: z.string(),
    expires_at: timestamp.nullable(),
    public_metadata: metadata,
    label: z.string().nullable(),
    scopes: z.array(z.string()),
    id_token: z.string().optional(),
  })
  .meta({ id: 'OAuthAccessToken' })
