import { z } from 'zod'
import { metadata, timestamp } from '../shared/values.schema.ts'

const organizationFields = {
  object: z.literal('organization'),
  id: z.string(),
  name: z.string(),
  /** Null where the instance has no slugs. */
  slug: z.string().nullable(),
  image_url: z.string(),
  logo_url: z.string().nullable(),
  has_image: z.boolean(),
  members_count: z.number().int().optional(),
  pending_invitations_count: z.number().int().optional(),
  /** 0: as many as wished. */
  max_allowed_memberships: z.number().int(),
  admin_delete_enabled: z.boolean(),
  public_metadata: metadata,
  created_at: timestamp,
  updated_at: timestamp,
}

/** An organization as servers see it. */
export const OrganizationResource = z
  .object({
    ...organizationFields,
    private_metadata: metadata,
    /** Left out when nobody did, or that user is gone. */
    created_by: z.string().optional(),
    last_active_at: timestamp.optional(),
    role_set_key: z.string(),
    /** Ours: who takes over when the only administrator is deleted, where the instance hands over. */
    successor_user_id: z.string().nullable(),
    /** Only where the call asks for it: whether nobody can manage the organization any more. */
    missing_member_with_elevated_permissions: z.boolean().optional(),
  })
  .meta({ id: 'Organization' })

/** An organization as its members see it. */
export const ClientOrganizationResource = z
  .object({ ...organizationFields, self_serve_sso_enabled: z.boolean() })
  .meta({ id: 'ClientOrganization' })

/** What those may see of an organization who are invited, or could ask to join. */
export const PublicOrganizationData = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: z.string().nullable(),
    image_url: z.string(),
    has_image: z.boolean(),
  })
  .meta({ id: 'PublicOrganizationData' })

/** A name is shown in mails, where a link in it would be clicked: it holds neither a URL nor markup. */
export const organizationName = z
  .string()
  .trim()
  .min(1)
  .max(256)
  .refine((name) => !/[<>]|:\/\/|\bwww\./i.test(name))

export const organizationSlug = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[a-z0-9-]+$/)

/** A member, or nobody in particular. */
export const successorInput = z
  .string()
  .max(255)
  .nullable()
  .describe(
    'Ours: the member who takes over when the only administrator is deleted, where the instance hands over. `null`: the member of longest standing.',
  )

/** The organization a path names. */
export const organizationIdParam = z.object({ organization_id: z.string() })
