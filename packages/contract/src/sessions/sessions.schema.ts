import { z } from 'zod'
import { UnmetPolicyRule } from '../organization-policies/organization-policies.schema.ts'
import { timestamp } from '../shared/values.schema.ts'

export const SessionStatus = z.enum([
  'active',
  'pending',
  'ended',
  'removed',
  'replaced',
  'expired',
  'revoked',
  'abandoned',
])

/** Something a signed-in user must do before the session counts as active. */
export const SessionTask = z.object({ key: z.string() }).meta({ id: 'SessionTask' })

/** The device a session was begun on. */
export const SessionActivityResource = z
  .object({
    object: z.literal('session_activity'),
    id: z.string(),
    is_mobile: z.boolean(),
    device_type: z.string().optional(),
    browser_name: z.string().optional(),
    browser_version: z.string().optional(),
    ip_address: z.string().optional(),
    city: z.string().optional(),
    country: z.string().optional(),
  })
  .meta({ id: 'SessionActivity' })

const sessionBase = {
  object: z.literal('session'),
  id: z.string(),
  status: SessionStatus,
  actor: z.record(z.string(), z.unknown()).nullable(),
  tasks: z.array(SessionTask).nullable(),
  expire_at: timestamp,
  abandon_at: timestamp,
  last_active_at: timestamp,
}

/** A session as servers see it. */
export const SessionResource = z
  .object({
    ...sessionBase,
    user_id: z.string(),
    client_id: z.string(),
    last_active_organization_id: z.string().nullable(),
    latest_activity: SessionActivityResource,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Session' })

/** What others than the user may see of them. */
export const PublicUserData = z
  .object({
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    image_url: z.string(),
    profile_image_url: z.string(),
    has_image: z.boolean(),
    identifier: z.string(),
    user_id: z.string(),
    username: z.string().nullable(),
  })
  .meta({ id: 'PublicUserData' })

/** A session as its own client sees it: with the whole user, and a fresh session token while signed in. */
export const ClientSessionResource = z
  .object({
    ...sessionBase,
    last_active_organization_id: z.string().nullable(),
    /** Ours: why the session is not in the organization that it was last in. */
    unmet_organization_policy: z
      .object({ organization_id: z.string(), unmet: z.array(UnmetPolicyRule) })
      .optional(),
    last_active_token: z.object({ object: z.literal('token'), jwt: z.string() }).nullable(),
    user: z.looseObject({ object: z.literal('user'), id: z.string() }),
    public_user_data: PublicUserData,
    factor_verification_age: z.tuple([z.number().int(), z.number().int()]),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'ClientSession' })

/** A session as the user sees it among all of theirs. */
export const ActiveSessionResource = z
  .object({ ...sessionBase, latest_activity: SessionActivityResource })
  .meta({ id: 'ActiveSession' })
