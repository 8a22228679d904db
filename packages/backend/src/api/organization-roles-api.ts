import type { BodyOf, Call, QueryOf } from './call.ts'
import type { Pagination } from './session-apis.ts'
import type { CamelFields } from './snake-case.ts'

type Ordered<Query> = Pagination & Omit<CamelFields<Query>, 'limit' | 'offset'>

/** `organizationPermissions` of the official SDKs. */
export function createOrganizationPermissionsApi(call: Call) {
  const of = (permissionId: string) => ({ params: { permission_id: permissionId } })
  return {
    getOrganizationPermissionList: (params: Ordered<QueryOf<'ListOrganizationPermissions'>> = {}) =>
      call('ListOrganizationPermissions', { query: params }),
    getOrganizationPermission: (permissionId: string) => call('GetOrganizationPermission', of(permissionId)),
    createOrganizationPermission: (params: CamelFields<BodyOf<'CreateOrganizationPermission'>>) =>
      call('CreateOrganizationPermission', { body: params }),
    updateOrganizationPermission: ({
      permissionId,
      ...body
    }: CamelFields<BodyOf<'UpdateOrganizationPermission'>> & { permissionId: string }) =>
      call('UpdateOrganizationPermission', { ...of(permissionId), body }),
    deleteOrganizationPermission: (permissionId: string) =>
      call('DeleteOrganizationPermission', of(permissionId)),
  }
}

type RolePermission = { organizationRoleId: string; permissionId: string }

/** `organizationRoles` of the official SDKs. */
export function createOrganizationRolesApi(call: Call) {
  const of = (roleId: string) => ({ params: { organization_role_id: roleId } })
  const ofBoth = ({ organizationRoleId, permissionId }: RolePermission) => ({
    params: { organization_role_id: organizationRoleId, permission_id: permissionId },
  })
  return {
    getOrganizationRoleList: (params: Ordered<QueryOf<'ListOrganizationRoles'>> = {}) =>
      call('ListOrganizationRoles', { query: params }),
    getOrganizationRole: (organizationRoleId: string) => call('GetOrganizationRole', of(organizationRoleId)),
    createOrganizationRole: (params: CamelFields<BodyOf<'CreateOrganizationRole'>>) =>
      call('CreateOrganizationRole', { body: params }),
    updateOrganizationRole: ({
      organizationRoleId,
      ...body
    }: CamelFields<BodyOf<'UpdateOrganizationRole'>> & { organizationRoleId: string }) =>
      call('UpdateOrganizationRole', { ...of(organizationRoleId), body }),
    deleteOrganizationRole: (organizationRoleId: string) =>
      call('DeleteOrganizationRole', of(organizationRoleId)),
    assignPermissionToOrganizationRole: (both: RolePermission) =>
      call('AssignPermissionToOrganizationRole', ofBoth(both)),
    removePermissionFromOrganizationRole: (both: RolePermission) =>
      call('RemovePermissionFromOrganizationRole', ofBoth(both)),
  }
}

/** `roleSets` of the official SDKs. */
export function createRoleSetsApi(call: Call) {
  const of = (roleSetKeyOrId: string) => ({ params: { role_set_key_or_id: roleSetKeyOrId } })
  type Named<Body> = CamelFields<Body> & { roleSetKeyOrId: string }
  return {
    getRoleSetList: (params: Ordered<QueryOf<'ListRoleSets'>> = {}) =>
      call('ListRoleSets', { query: params }),
    getRoleSet: (roleSetKeyOrId: string) => call('GetRoleSet', of(roleSetKeyOrId)),
    createRoleSet: (params: CamelFields<BodyOf<'CreateRoleSet'>>) => call('CreateRoleSet', { body: params }),
    updateRoleSet: ({ roleSetKeyOrId, ...body }: Named<BodyOf<'UpdateRoleSet'>>) =>
      call('UpdateRoleSet', { ...of(roleSetKeyOrId), body }),
    addRolesToRoleSet: ({ roleSetKeyOrId, ...body }: Named<BodyOf<'AddRolesToRoleSet'>>) =>
      call('AddRolesToRoleSet', { ...of(roleSetKeyOrId), body }),
    replaceRoleInRoleSet: ({ roleSetKeyOrId, ...body }: Named<BodyOf<'ReplaceRoleInRoleSet'>>) =>
      call('ReplaceRoleInRoleSet', { ...of(roleSetKeyOrId), body }),
    replaceRoleSet: ({ roleSetKeyOrId, ...body }: Named<BodyOf<'ReplaceRoleSet'>>) =>
      call('ReplaceRoleSet', { ...of(roleSetKeyOrId), body }),
  }
}
