import { z } from 'zod'

/** An instance, as far as its own servers need to know it. */
export const InstanceResource = z
  .object({
    object: z.literal('instance'),
    id: z.string(),
    environment_type: z.enum(['development', 'staging', 'production']),
    allowed_origins: z.array(z.string()).nullable(),
    workspace_id: z.string().nullable(),
  })
  .meta({ id: 'Instance' })

export type InstanceWire = z.infer<typeof InstanceResource>

/** Who may sign up. */
export const InstanceRestrictions = z
  .object({
    object: z.literal('instance_restrictions'),
    allowlist: z.boolean(),
    blocklist: z.boolean(),
    allowlist_blocklist_disabled_on_sign_in: z.boolean(),
    block_email_subaddresses: z.boolean(),
    block_disposable_email_domains: z.boolean(),
  })
  .meta({ id: 'InstanceRestrictions' })

/** Settings of sign-up and mail that have an operation of their own. */
export const InstanceAuthConfig = z
  .object({
    object: z.literal('instance_settings'),
    id: z.string(),
    restricted_to_allowlist: z.boolean(),
    from_email_address: z.string(),
    progressive_sign_up: z.boolean(),
    enhanced_email_deliverability: z.boolean(),
  })
  .meta({ id: 'InstanceAuthConfig' })

/** To whom messages are not sent. */
export const InstanceCommunication = z
  .object({ object: z.literal('instance_communication'), blocked_country_codes: z.array(z.string()) })
  .meta({ id: 'InstanceCommunication' })
