import { z } from 'zod'
import { ClientSessionResource, SessionResource } from '../sessions/sessions.schema.ts'
import { timestamp } from '../shared/values.schema.ts'

const clientBase = {
  object: z.literal('client'),
  id: z.string(),
  last_active_session_id: z.string().nullable(),
  last_authentication_strategy: z.string().nullable(),
  created_at: timestamp,
  updated_at: timestamp,
}

/** A client as servers see it. */
export const ClientResource = z
  .object({
    ...clientBase,
    session_ids: z.array(z.string()),
    sessions: z.array(SessionResource),
    sign_in_id: z.string().nullable(),
    sign_up_id: z.string().nullable(),
  })
  .meta({ id: 'Client' })

/** A client as it sees itself: everything a page needs to know of who is signed in (wire contract 3.2). */
export const ClientStateResource = z
  .object({
    ...clientBase,
    sessions: z.array(ClientSessionResource),
    sign_in: z.looseObject({ id: z.string() }).nullable(),
    sign_up: z.looseObject({ id: z.string() }).nullable(),
    cookie_expires_at: timestamp.nullable(),
    captcha_bypass: z.boolean(),
  })
  .meta({ id: 'ClientState' })
