import { z } from 'zod'

/** The Platform API knows two kinds of environment; a staging instance counts as a development one. */
export const PlatformEnvironmentType = z.enum(['development', 'production'])

/** An instance of an application, with the keys that open it. */
export const PlatformInstance = z
  .object({
    instance_id: z.string(),
    environment_type: PlatformEnvironmentType,
    publishable_key: z.string(),
    secret_key: z.string().optional(),
  })
  .meta({ id: 'PlatformApplicationInstance' })

export const PlatformApplication = z
  .object({ application_id: z.string(), name: z.string(), instances: z.array(PlatformInstance) })
  .meta({ id: 'PlatformApplication' })

export type PlatformApplicationWire = z.infer<typeof PlatformApplication>

export const PlatformDeletedObject = z
  .object({ deleted: z.boolean(), object: z.string(), id: z.string() })
  .meta({ id: 'PlatformDeletedObject' })

/** Keys after a rotation. */
export const PlatformRotatedKeys = z
  .object({
    application_id: z.string(),
    name: z.string(),
    instances: z.array(
      z.object({
        instance_id: z.string(),
        environment_type: PlatformEnvironmentType,
        secret_key: z.string(),
      }),
    ),
  })
  .meta({ id: 'PlatformRotatedKeys' })

const isoTime = z.iso.datetime()

/** The domain of a new instance; its times are texts, unlike everywhere else. */
export const PlatformDomain = z
  .object({
    object: z.literal('domain'),
    id: z.string(),
    name: z.string(),
    is_satellite: z.boolean(),
    frontend_api_url: z.string(),
    development_origin: z.string(),
    accounts_portal_url: z.string().optional(),
    cname_targets: z
      .array(z.object({ host: z.string(), value: z.string(), required: z.boolean() }))
      .optional(),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .meta({ id: 'PlatformDomain' })

/** A new instance, with its secret key. */
export const PlatformCreatedInstance = z
  .object({
    object: z.literal('instance'),
    id: z.string(),
    environment_type: PlatformEnvironmentType,
    active_domain: PlatformDomain,
    secret_key: z.string(),
    publishable_key: z.string(),
    created_at: z.number().int(),
    updated_at: z.number().int(),
  })
  .meta({ id: 'PlatformCreatedInstance' })
