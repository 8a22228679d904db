import {
  addRolesToRoleSetRoute,
  assignPermissionRoute,
  createPermissionRoute,
  createRoleRoute,
  createRoleSetRoute,
  deletePermissionRoute,
  deleteRoleRoute,
  getOrganizationSettingsRoute,
  getPermissionRoute,
  getRoleRoute,
  getRoleSetRoute,
  listPermissionsRoute,
  listRoleSetsRoute,
  listRolesRoute,
  removePermissionRoute,
  replaceRoleInRoleSetRoute,
  replaceRoleSetRoute,
  updateOrganizationSettingsRoute,
  updatePermissionRoute,
  updateRoleRoute,
  updateRoleSetRoute,
} from '@keywright/contract'
import type { BackendRouteCase, Named, Tenant } from './route-case.ts'

const word = () => Math.random().toString(36).slice(2)

async function permission({ app, scope }: Tenant) {
  const values = { key: `org:${word()}:read`, name: 'Read', description: '' }
  const { id } = await app.services.organizationRoles.permissions.create(scope, values)
  return { permission_id: id }
}

async function role({ app, scope }: Tenant, permissionIds: string[] = []) {
  const { id, key } = await app.services.organizationRoles.roles.create(scope, {
    ...{ key: `org:${word()}`, name: 'Role', description: null },
    ...{ permissionIds, joinsInitialRoleSet: false },
  })
  return { organization_role_id: id, role_key: key }
}

async function roleWithPermission(tenant: Tenant) {
  const { permission_id } = await permission(tenant)
  return { ...(await role(tenant, [permission_id])), permission_id }
}

const ofSet = { default_role_key: 'org:member', creator_role_key: 'org:admin' }

async function roleSet(tenant: Tenant) {
  const { role_key } = await role(tenant)
  const { roleSet: created } = await tenant.app.services.organizationRoles.roleSets.create(tenant.scope, {
    ...{ name: 'Set', key: `role_set:${word()}`, description: null, type: 'custom' },
    ...{ roleKeys: ['org:admin', 'org:member', role_key], defaultRoleKey: 'org:member' },
    creatorRoleKey: 'org:admin',
  })
  return { role_set_key_or_id: created.id, role_key }
}

export const organizationRoleRouteCases: readonly BackendRouteCase[] = [
  { route: getOrganizationSettingsRoute },
  { route: updateOrganizationSettingsRoute, body: () => ({ max_allowed_memberships: 20 }) },
  { route: listPermissionsRoute },
  { route: createPermissionRoute, body: () => ({ name: 'Read', key: `org:${word()}:read` }) },
  { route: getPermissionRoute, arrange: permission },
  { route: updatePermissionRoute, arrange: permission, body: () => ({ name: 'Other' }) },
  { route: deletePermissionRoute, arrange: permission },
  { route: listRolesRoute },
  {
    route: createRoleRoute,
    body: () => ({ name: 'Role', key: `org:${word()}`, include_in_initial_role_set: false }),
  },
  { route: getRoleRoute, arrange: (tenant) => role(tenant) },
  { route: updateRoleRoute, arrange: (tenant) => role(tenant), body: () => ({ name: 'Other' }) },
  { route: deleteRoleRoute, arrange: (tenant) => role(tenant) },
  {
    route: assignPermissionRoute,
    arrange: async (tenant) => ({ ...(await role(tenant)), ...(await permission(tenant)) }),
  },
  { route: removePermissionRoute, arrange: roleWithPermission },
  { route: listRoleSetsRoute },
  {
    route: createRoleSetRoute,
    body: () => ({ name: 'Set', key: `role_set:${word()}`, roles: ['org:admin', 'org:member'], ...ofSet }),
  },
  { route: getRoleSetRoute, arrange: roleSet },
  { route: updateRoleSetRoute, arrange: roleSet, body: () => ({ name: 'Other' }) },
  {
    route: addRolesToRoleSetRoute,
    arrange: roleSet,
    body: ({ role_key }: Named) => ({ role_keys: [role_key] }),
  },
  {
    route: replaceRoleInRoleSetRoute,
    arrange: roleSet,
    body: ({ role_key }: Named) => ({ role_key, to_role_key: 'org:member' }),
  },
  { route: replaceRoleSetRoute, arrange: roleSet, body: () => ({ dest_role_set_key: 'role_set:default' }) },
]
