import { z } from 'zod'
import { metadata, timestamp } from '../shared/values.schema.ts'

/** Every algorithm a token made from a template can be signed with (RFC 7518 §3.1, RFC 8037 §3.1). */
export const TemplateSigningAlgorithm = z.enum([
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'HS256',
  'HS384',
  'HS512',
  'EdDSA',
])

/** A named shape of tokens for another service. Its signing key can be set, and never read. */
export const JwtTemplateResource = z
  .object({
    object: z.literal('jwt_template'),
    id: z.string(),
    name: z.string(),
    claims: metadata,
    lifetime: z.number().int(),
    allowed_clock_skew: z.number().int(),
    custom_signing_key: z.boolean(),
    signing_algorithm: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'JwtTemplate' })
