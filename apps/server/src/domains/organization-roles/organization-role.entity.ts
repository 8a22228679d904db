import type { Id } from '@keywright/contract'

export type PermissionId = Id<'permission'>
export type RoleId = Id<'role'>
export type RoleSetId = Id<'roleSet'>

/** What a role can allow: `org:<feature>:<what>`. */
export interface OrganizationPermission {
  id: PermissionId
  version: number
  key: string
  name: string
  description: string
  /** `system`: asked for by our own operations. Never in a token. */
  type: 'system' | 'user'
  createdAt: Date
  updatedAt: Date
}

export interface OrganizationRole {
  id: RoleId
  version: number
  /** `org:<name>`. */
  key: string
  name: string
  description: string | null
  /** In the order of their keys. */
  permissions: readonly OrganizationPermission[]
  createdAt: Date
  updatedAt: Date
}

/** Which roles the members of an organization can have. */
export interface RoleSet {
  id: RoleSetId
  version: number
  key: string
  name: string
  description: string | null
  /** New organizations have the `initial` one. */
  type: 'initial' | 'custom'
  /** Of new members, unless they are given another. */
  defaultRoleId: RoleId
  /** Of whoever creates an organization. */
  creatorRoleId: RoleId
  roleIds: readonly RoleId[]
  /** Its members are being moved to other roles. */
  migration: RoleSetMigration | null
  createdAt: Date
  updatedAt: Date
}

export type RoleSetMigrationId = Id<'roleSetMigration'>

/** Members and invitations on their way from the roles of a set to others. */
export interface RoleSetMigration {
  id: RoleSetMigrationId
  sourceRoleSetId: RoleSetId
  /** `null`: the organizations keep their set, which lost a role. Otherwise they move to this one, and the source ends. */
  destRoleSetId: RoleSetId | null
  status: 'enqueued' | 'in_progress' | 'completed'
  /** Which role takes the place of which. */
  mappings: Readonly<Record<RoleId, RoleId>>
  migratedMembers: number
  startedAt: Date | null
  completedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** All roles and role sets of an instance: few, and read as one. */
export interface RoleCatalogue {
  instanceId: string
  roles: ReadonlyMap<RoleId, OrganizationRole>
  roleSets: ReadonlyMap<RoleSetId, RoleSet>
  initialRoleSet: RoleSet
}
