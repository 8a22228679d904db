import { z } from 'zod'
import { timestamp } from '../shared/values.schema.ts'

const httpsUrl = z.url({ protocol: /^https?$/ }).max(2000)

/** A provider that the operator describes: one with discovery (OpenID Connect), or one with endpoints (OAuth 2.0). */
export const CustomProvider = z
  .strictObject({
    name: z.string().min(1).max(100),
    protocol: z.enum(['oidc', 'oauth2']),
    issuer: httpsUrl
      .optional()
      .describe('OpenID Connect: everything else is read from its discovery document.'),
    authorization_endpoint: httpsUrl.optional(),
    token_endpoint: httpsUrl.optional(),
    userinfo_endpoint: httpsUrl.optional(),
    scopes: z.array(z.string().min(1).max(200)).max(50).optional(),
    use_pkce: z.boolean().default(true),
    client_authentication: z
      .enum(['client_secret_basic', 'client_secret_post'])
      .default('client_secret_basic'),
    logo_url: z.union([z.literal(''), httpsUrl]).default(''),
    /** Where in the profile each value stands; a dot leads into an object. */
    mapping: z
      .strictObject({
        provider_user_id: z.string().max(200).default('sub'),
        email_address: z.string().max(200).default('email'),
        email_address_verified: z.string().max(200).default('email_verified'),
        username: z.string().max(200).default('preferred_username'),
        first_name: z.string().max(200).default('given_name'),
        last_name: z.string().max(200).default('family_name'),
        image_url: z.string().max(200).default('picture'),
      })
      .prefault({}),
  })
  .meta({ id: 'CustomProvider' })

/** Sign-in with one provider, as switched on for an instance. The client secret is never read back. */
export const OAuthConnectionResource = z
  .object({
    object: z.literal('oauth_connection'),
    provider: z.string(),
    strategy: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    authenticatable: z.boolean(),
    /** `development`: the provider that this server plays itself; development instances only. */
    credentials: z.enum(['development', 'own']),
    client_id: z.string(),
    has_client_secret: z.boolean(),
    additional_scopes: z.array(z.string()),
    block_email_subaddresses: z.boolean(),
    options: z.record(z.string(), z.string()),
    custom: CustomProvider.nullable(),
    /** To be registered with the provider, exactly. */
    callback_url: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'OAuthConnection' })

/** A provider this server knows, switched on or not. */
export const OAuthProviderResource = z
  .object({
    object: z.literal('oauth_provider'),
    provider: z.string(),
    strategy: z.string(),
    name: z.string(),
    protocol: z.enum(['oidc', 'oauth2']),
    scopes: z.array(z.string()),
    options: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        required: z.boolean(),
        default: z.string(),
      }),
    ),
    guide_url: z.string(),
    logo_url: z.string(),
  })
  .meta({ id: 'OAuthProvider' })
