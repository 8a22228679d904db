import type { Db } from '../../platform/db/database.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { InstanceDirectory, Scope } from '../instances/index.ts'
import type {
  OrganizationRole,
  OrganizationRoles,
  RoleCatalogue,
  RoleCatalogues,
} from '../organization-roles/index.ts'
import type { SettingsService } from '../settings/index.ts'

export interface OrganizationSettingsDeps {
  db: Db
  directory: InstanceDirectory
  settings: Pick<SettingsService, 'patchIn'>
  catalogues: RoleCatalogues
  roleSets: Pick<OrganizationRoles['roleSets'], 'setCreatorRoleIn'>
}

/** `null` and `undefined` leave a setting as it is. */
type Given<Value> = Value | null | undefined

export interface OrganizationSettingsChange {
  enabled: Given<boolean>
  maxAllowedMemberships: Given<number>
  adminDeleteEnabled: Given<boolean>
  slugDisabled: Given<boolean>
  domainsEnabled: Given<boolean>
  domainsEnrollmentModes: Given<string[]>
  creatorRoleId: Given<string>
  domainsDefaultRoleId: Given<string>
}

/** What is told: the settings of the instance, and the roles that they name. */
export interface OrganizationSettingsParts {
  scope: Scope
  catalogue: RoleCatalogue
}

export type OrganizationSettingsService = ReturnType<typeof createOrganizationSettingsService>

/** The organization settings of an instance in their flat form, over the settings document and the initial role set. */
export function createOrganizationSettingsService(deps: OrganizationSettingsDeps) {
  const { db, directory, settings, catalogues, roleSets } = deps

  async function get(scope: Scope): Promise<OrganizationSettingsParts> {
    return { scope, catalogue: await catalogues.get(scope.instance) }
  }

  return {
    get,

    async update(scope: Scope, change: OrganizationSettingsChange): Promise<OrganizationSettingsParts> {
      await db.transaction().execute(async (tx) => {
        const { creatorRoleId, domainsDefaultRoleId } = change
        const catalogue = await catalogues.lockIn(tx, scope.instance)
        if (creatorRoleId != null) {
          const { id } = initialRole(catalogue, creatorRoleId, 'creator_role_id')
          await roleSets.setCreatorRoleIn(tx, scope, catalogue, id)
        }
        const defaultRole =
          domainsDefaultRoleId == null
            ? undefined
            : initialRole(catalogue, domainsDefaultRoleId, 'domains_default_role_id').key
        const organizations = toSettings(change, defaultRole)
        if (Object.keys(organizations).length > 0) await settings.patchIn(tx, scope, { organizations })
      })
      await directory.refresh()
      return await get({ ...scope, instance: directory.byId(scope.instance.id) ?? scope.instance })
    },
  }
}

/** A role of the set that new organizations have. */
function initialRole({ roles, initialRoleSet }: RoleCatalogue, id: string, param: string): OrganizationRole {
  const role = [...roles.values()].find((one) => one.id === id)
  if (!role) throw new DomainError('resource_not_found', { param })
  if (!initialRoleSet.roleIds.includes(role.id)) throw new DomainError('form_param_value_invalid', { param })
  return role
}

function toSettings(
  change: OrganizationSettingsChange,
  defaultRole: string | undefined,
): Record<string, unknown> {
  const domains = given({
    enabled: change.domainsEnabled,
    enrollment_modes: change.domainsEnrollmentModes,
    default_role: defaultRole,
  })
  return given({
    enabled: change.enabled,
    max_allowed_memberships: change.maxAllowedMemberships,
    admin_delete_enabled: change.adminDeleteEnabled,
    slugs_enabled: change.slugDisabled == null ? undefined : !change.slugDisabled,
    domains: Object.keys(domains).length > 0 ? domains : undefined,
  })
}

function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value != null))
}
