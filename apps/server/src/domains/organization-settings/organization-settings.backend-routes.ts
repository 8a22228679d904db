import {
  getOrganizationSettingsRoute,
  type OrganizationSettingsResource,
  updateOrganizationSettingsRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { permissionsMax, roleSetsMax, rolesMax } from '../organization-roles/index.ts'
import type {
  OrganizationSettingsParts,
  OrganizationSettingsService,
} from './organization-settings.service.ts'

/** Backend API of what an instance says of its organizations. */
export function organizationSettingsBackendRoutes(
  router: Router<BackendScope>,
  settings: OrganizationSettingsService,
): void {
  router.mount(getOrganizationSettingsRoute, async (_input, scope) => toResource(await settings.get(scope)))

  router.mount(updateOrganizationSettingsRoute, async ({ body }, scope) =>
    toResource(
      await settings.update(scope, {
        enabled: body.enabled,
        maxAllowedMemberships: body.max_allowed_memberships,
        adminDeleteEnabled: body.admin_delete_enabled,
        slugDisabled: body.slug_disabled,
        domainsEnabled: body.domains_enabled,
        domainsEnrollmentModes: body.domains_enrollment_modes,
        creatorRoleId: body.creator_role_id,
        domainsDefaultRoleId: body.domains_default_role_id,
      }),
    ),
  )
}

function toResource({
  scope,
  catalogue: { roles, initialRoleSet },
}: OrganizationSettingsParts): z.input<typeof OrganizationSettingsResource> {
  const { organizations } = scope.instance.settings
  return {
    object: 'organization_settings',
    enabled: organizations.enabled,
    max_allowed_memberships: organizations.max_allowed_memberships,
    max_allowed_roles: rolesMax,
    max_allowed_permissions: permissionsMax,
    max_role_sets_allowed: roleSetsMax,
    max_allowed_domains: organizations.domains.max,
    creator_role: roles.get(initialRoleSet.creatorRoleId)?.key ?? '',
    admin_delete_enabled: organizations.admin_delete_enabled,
    domains_enabled: organizations.domains.enabled,
    slug_disabled: !organizations.slugs_enabled,
    domains_enrollment_modes: organizations.domains.enrollment_modes,
    domains_default_role: organizations.domains.default_role,
    initial_role_set_key: initialRoleSet.key,
  }
}
