import { z } from 'zod'
import { timestamp } from '../shared/values.schema.ts'

/** A ticket for one sign-in. The token and the URL with it are told once, when it is made. */
export const SignInTokenResource = z
  .object({
    object: z.literal('sign_in_token'),
    id: z.string(),
    status: z.enum(['pending', 'accepted', 'revoked']),
    user_id: z.string(),
    token: z.string().optional(),
    url: z.string().optional(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'SignInToken' })
