import {
  createMyOrganizationRoute,
  deleteMyOrganizationLogoRoute,
  deleteMyOrganizationRoute,
  getMyOrganizationRoute,
  setMyOrganizationLogoRoute,
  type UserId,
  updateMyOrganizationRoute,
} from '@keywright/contract'
import { DomainError } from '../../platform/domain-error.ts'
import type { Router } from '../../platform/http/router.ts'
import { type CallerSession, callerOf, type FrontendScope } from '../clients/index.ts'
import type { SystemPermission } from '../organization-roles/index.ts'
import { type MemberRights, requireOrganizations } from './member-rights.service.ts'
import type { OrganizationPresenter } from './organization-presenter.ts'
import { isDeletable } from './organizations.policy.ts'
import type { MayStill, OrganizationsService } from './organizations.service.ts'

export interface OwnOrganizationsDeps {
  organizations: OrganizationsService
  rights: MemberRights
  present: OrganizationPresenter
  requireRecentProof: (scope: FrontendScope, session: CallerSession) => Promise<void>
}

/** Frontend API of organizations: what their members do with them. */
export function organizationsFrontendRoutes(
  router: Router<FrontendScope>,
  { organizations, rights, present, requireRecentProof }: OwnOrganizationsDeps,
): void {
  /** Asks whether the caller may, now and once the organization is locked. */
  const rightIn =
    (scope: FrontendScope, organizationId: string, permission: SystemPermission) =>
    (tx?: Parameters<MayStill>[0]) =>
      rights.requirePermission(scope, callerOf(scope), organizationId, permission, tx)

  router.mount(createMyOrganizationRoute, async ({ body }, scope) => {
    requireOrganizations(scope.instance)
    const { clientOrganization } = await present(scope)
    const { userId: createdBy } = callerOf(scope)
    const { name, slug } = body
    return clientOrganization(await organizations.create(scope, { name, slug: slug || undefined, createdBy }))
  })

  router.mount(getMyOrganizationRoute, async ({ params }, scope) => {
    await rights.requireMembership(scope, callerOf(scope), params.organization_id)
    const { clientOrganization } = await present(scope)
    return clientOrganization(await organizations.get(scope, params.organization_id))
  })

  router.mount(updateMyOrganizationRoute, async ({ params, body }, scope) => {
    const { organization_id: id } = params
    const mayManage = rightIn(scope, id, 'org:sys_profile:manage')
    const { userId: by } = await mayManage()
    const { clientOrganization } = await present(scope)
    const { successor_user_id: successorId } = body
    const change = {
      ...(body.name && { name: body.name }),
      ...(body.slug && { slug: body.slug }),
      ...(successorId !== undefined && { successorId: successorId as UserId | null }),
    }
    return clientOrganization(await organizations.update(scope, id, change, { by, mayStill: mayManage }))
  })

  router.mount(deleteMyOrganizationRoute, async ({ params }, scope) => {
    const { organization_id: id } = params
    const mayDelete = rightIn(scope, id, 'org:sys_profile:delete')
    await mayDelete()
    if (!isDeletable(await organizations.get(scope, id), scope.instance.settings))
      throw new DomainError('organization_admin_delete_not_enabled')
    await requireRecentProof(scope, callerOf(scope))
    const { slug } = await organizations.delete(scope, id, mayDelete)
    return { object: 'organization', id, slug, deleted: true }
  })

  router.mount(setMyOrganizationLogoRoute, async ({ params, body }, scope) => {
    const { organization_id: id } = params
    const mayManage = rightIn(scope, id, 'org:sys_profile:manage')
    await mayManage()
    const { clientOrganization } = await present(scope)
    return clientOrganization(await organizations.setLogo(scope, id, body.file.bytes, mayManage))
  })

  router.mount(deleteMyOrganizationLogoRoute, async ({ params }, scope) => {
    const { organization_id: id } = params
    const mayManage = rightIn(scope, id, 'org:sys_profile:manage')
    await mayManage()
    const { clientOrganization } = await present(scope)
    return clientOrganization(await organizations.removeLogo(scope, id, mayManage))
  })
}
