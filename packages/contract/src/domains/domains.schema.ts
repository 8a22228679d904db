import { z } from 'zod'

/** A DNS record the operator has to set. */
export const CNameTarget = z
  .object({ host: z.string(), value: z.string(), required: z.boolean() })
  .meta({ id: 'CNameTarget' })

/** A domain of an application: its first is the primary one, further ones are satellites. */
export const DomainResource = z
  .object({
    object: z.literal('domain'),
    id: z.string(),
    name: z.string(),
    is_satellite: z.boolean(),
    frontend_api_url: z.string(),
    accounts_portal_url: z.string().nullable(),
    proxy_url: z.string().nullable(),
    development_origin: z.string(),
    cname_targets: z.array(CNameTarget).nullable(),
  })
  .meta({ id: 'Domain' })

export type DomainWire = z.infer<typeof DomainResource>
