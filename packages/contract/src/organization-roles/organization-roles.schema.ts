import { z } from 'zod'
import { timestamp } from '../shared/values.schema.ts'

/** `org:invoices:create`; `org:sys_memberships:manage` is one that this server itself asks for. */
export const PermissionResource = z
  .object({
    object: z.literal('permission'),
    id: z.string(),
    name: z.string(),
    key: z.string(),
    description: z.string(),
    type: z.enum(['system', 'user']),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Permission' })

/** What a member may do, by a name such as `org:admin`. */
export const RoleResource = z
  .object({
    object: z.literal('role'),
    id: z.string(),
    name: z.string(),
    key: z.string(),
    description: z.string().nullable(),
    is_creator_eligible: z.boolean(),
    permissions: z.array(PermissionResource),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Role' })

/** A role as members see it: they know no `null` in the description. */
export const ClientRoleResource = z
  .object({ ...RoleResource.shape, description: z.string() })
  .meta({ id: 'ClientRole' })

/** A role as part of a set, with those who have it in the organizations of the set. */
export const RoleSetItem = z
  .object({
    object: z.literal('role_set_item'),
    id: z.string(),
    name: z.string(),
    key: z.string(),
    description: z.string().nullable(),
    members_count: z.number().int().nullable(),
    has_members: z.boolean().nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'RoleSetItem' })

/** Members on their way from one role to another. */
export const RoleSetMigration = z
  .object({
    object: z.literal('role_set_migration'),
    id: z.string(),
    organization_id: z.string().nullable(),
    instance_id: z.string(),
    source_role_set_id: z.string(),
    dest_role_set_id: z.string().nullable(),
    trigger_type: z.enum(['role_set_deletion', 'role_removal']),
    status: z.enum(['enqueued', 'in_progress', 'completed']),
    migrated_members: z.number().int(),
    mappings: z.record(z.string(), z.string()),
    started_at: timestamp.nullable(),
    completed_at: timestamp.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'RoleSetMigration' })

/** Which roles the members of an organization can have. New organizations have the `initial` set. */
export const RoleSetResource = z
  .object({
    object: z.literal('role_set'),
    id: z.string(),
    name: z.string(),
    key: z.string(),
    description: z.string().nullable(),
    roles: z.array(RoleSetItem),
    default_role: RoleSetItem,
    creator_role: RoleSetItem,
    type: z.enum(['initial', 'custom']),
    role_set_migration: RoleSetMigration.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'RoleSet' })

/** Roles one membership or invitation may hold: more would make tokens of their members too large for a cookie. */
export const rolesPerMemberMax = 10

/** A role by its key. Unknown ones are the service's to refuse, which knows the role set. */
export const roleKey = z.string().min(1).max(256)
