import {
  createOrganizationRoute,
  deleteOrganizationLogoRoute,
  deleteOrganizationRoute,
  getOrganizationRoute,
  listOrganizationsRoute,
  mergeOrganizationMetadataRoute,
  replaceOrganizationMetadataRoute,
  setOrganizationLogoRoute,
  type UserId,
  updateOrganizationRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { requireOrganizations } from './member-rights.service.ts'
import type { OrganizationPresenter } from './organization-presenter.ts'
import type { OrganizationsService } from './organizations.service.ts'

/** Backend API of organizations. */
export function organizationsBackendRoutes(
  router: Router<BackendScope>,
  organizations: OrganizationsService,
  present: OrganizationPresenter,
): void {
  const enter = async (scope: BackendScope) => {
    requireOrganizations(scope.instance)
    return await present(scope)
  }

  router.mount(listOrganizationsRoute, async ({ query }, scope) => {
    const { organization } = await enter(scope)
    const { data, total } = await organizations.list(scope, {
      filters: { query: query.query, ids: query.organization_id, userIds: query.user_id },
      order: query.order_by ?? { field: 'created_at', descending: true },
      ...{ limit: query.limit, offset: query.offset },
    })
    return { data: data.map(organization), total_count: total }
  })

  router.mount(createOrganizationRoute, async ({ body }, scope) => {
    const { organization } = await enter(scope)
    const created = await organizations.create(scope, {
      name: body.name,
      slug: body.slug || undefined,
      createdBy: (body.created_by ?? undefined) as UserId | undefined,
      publicMetadata: body.public_metadata ?? undefined,
      privateMetadata: body.private_metadata ?? undefined,
      maxAllowedMemberships: body.max_allowed_memberships,
      createdAt: body.created_at ?? undefined,
      roleSetKey: body.role_set_key ?? undefined,
    })
    return organization(created)
  })

  router.mount(getOrganizationRoute, async ({ params }, scope) => {
    const { organization } = await enter(scope)
    return organization(await organizations.getByIdOrSlug(scope, params.organization_id))
  })

  router.mount(updateOrganizationRoute, async ({ params, body }, scope) => {
    const { organization } = await enter(scope)
    return organization(await organizations.update(scope, params.organization_id, toUpdate(body)))
  })

  router.mount(deleteOrganizationRoute, async ({ params }, scope) => {
    requireOrganizations(scope.instance)
    const { id, slug } = await organizations.delete(scope, params.organization_id)
    return { object: 'organization', id, slug, deleted: true }
  })

  router.mount(mergeOrganizationMetadataRoute, async ({ params, body }, scope) => {
    const { organization } = await enter(scope)
    return organization(await organizations.mergeMetadata(scope, params.organization_id, toMetadata(body)))
  })

  router.mount(replaceOrganizationMetadataRoute, async ({ params, body }, scope) => {
    const { organization } = await enter(scope)
    return organization(await organizations.replaceMetadata(scope, params.organization_id, toMetadata(body)))
  })

  router.mount(setOrganizationLogoRoute, async ({ params, body }, scope) => {
    const { organization } = await enter(scope)
    return organization(await organizations.setLogo(scope, params.organization_id, body.file.bytes))
  })

  router.mount(deleteOrganizationLogoRoute, async ({ params }, scope) => {
    const { organization } = await enter(scope)
    return organization(await organizations.removeLogo(scope, params.organization_id))
  })
}

/** `null` means "as it is" here, except for what the instance has a default for: that is the default again. */
function toUpdate(body: z.output<typeof updateOrganizationRoute.body>) {
  return {
    ...(body.name != null && { name: body.name }),
    ...(body.slug && { slug: body.slug }),
    ...(body.max_allowed_memberships !== undefined && {
      maxAllowedMemberships: body.max_allowed_memberships,
    }),
    ...(body.admin_delete_enabled !== undefined && { adminDeleteEnabled: body.admin_delete_enabled }),
    ...(body.created_at != null && { createdAt: body.created_at }),
    ...(body.role_set_key != null && { roleSetKey: body.role_set_key }),
    ...(body.successor_user_id !== undefined && { successorId: body.successor_user_id as UserId | null }),
  }
}

export function toMetadata(body: {
  public_metadata?: Record<string, unknown> | null | undefined
  private_metadata?: Record<string, unknown> | null | undefined
}) {
  return {
    ...(body.public_metadata && { publicMetadata: body.public_metadata }),
    ...(body.private_metadata && { privateMetadata: body.private_metadata }),
  }
}
