import { z } from 'zod'
import { roleKey, rolesPerMemberMax } from '../organization-roles/organization-roles.schema.ts'
import { ClientOrganizationResource, OrganizationResource } from '../organizations/organizations.schema.ts'
import { PublicUserData } from '../sessions/sessions.schema.ts'
import { metadata, oneOrMany, timestamp } from '../shared/values.schema.ts'

/** What the members of an organization see of each other. */
export const MemberUserData = z
  .object({ ...PublicUserData.shape, banned: z.boolean(), deprovisioned: z.boolean() })
  .meta({ id: 'MemberUserData' })

const membershipFields = {
  object: z.literal('organization_membership'),
  id: z.string(),
  /** The first of `roles`: the one that SDKs know who know one role a member. */
  role: z.string(),
  role_name: z.string(),
  roles: z.array(z.string()).describe('Ours: the keys of all roles of the member, in order.'),
  /** Of all roles together. */
  permissions: z.array(z.string()),
  public_metadata: metadata,
  public_user_data: MemberUserData,
  created_at: timestamp,
  updated_at: timestamp,
}

/** A membership as servers see it. */
export const OrganizationMembershipResource = z
  .object({ ...membershipFields, private_metadata: metadata, organization: OrganizationResource })
  .meta({ id: 'OrganizationMembership' })

/** A membership as the members of the organization see it. */
export const ClientOrganizationMembershipResource = z
  .object({ ...membershipFields, organization: ClientOrganizationResource })
  .meta({ id: 'ClientOrganizationMembership' })

/** `role` as SDKs send it, or our `roles`; one of the two, which the service asks for. */
export const rolesInput = {
  role: roleKey.optional(),
  roles: z.array(roleKey).min(1).max(rolesPerMemberMax).optional(),
}

/** The same in a form, where several values are one name several times. */
export const formRolesInput = {
  role: roleKey.optional(),
  roles: oneOrMany.pipe(z.array(roleKey).min(1).max(rolesPerMemberMax)).optional(),
}

/** The role keys that were given in either way; `undefined` for none. */
export function roleKeysOf(input: {
  role?: string | undefined
  roles?: readonly string[] | undefined
}): readonly string[] | undefined {
  return input.roles ?? (input.role === undefined ? undefined : [input.role])
}
