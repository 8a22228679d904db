import {
  addRolesToRoleSetRoute,
  createRoleSetRoute,
  getRoleSetRoute,
  listRoleSetsRoute,
  replaceRoleInRoleSetRoute,
  replaceRoleSetRoute,
  updateRoleSetRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import { toPageRequest } from './named-pages.backend-input.ts'
import { toRoleSetResource } from './organization-roles.resource.ts'
import type { RoleReplacements } from './role-replacements.service.ts'
import type { RoleSetParts, RoleSetsService } from './role-sets.service.ts'

/** Backend API of role sets. */
export function roleSetsBackendRoutes(
  router: Router<BackendScope>,
  roleSets: RoleSetsService,
  replacements: RoleReplacements,
): void {
  router.mount(listRoleSetsRoute, async ({ query }, scope) => {
    const { data, total } = await roleSets.list(scope, toPageRequest(query))
    return { data: data.map(present), total_count: total }
  })

  router.mount(createRoleSetRoute, async ({ body }, scope) =>
    present(
      await roleSets.create(scope, {
        name: body.name,
        key: body.key ?? undefined,
        description: body.description ?? null,
        type: body.type ?? 'custom',
        roleKeys: body.roles,
        defaultRoleKey: body.default_role_key,
        creatorRoleKey: body.creator_role_key,
      }),
    ),
  )

  router.mount(getRoleSetRoute, async ({ params }, scope) =>
    present(await roleSets.get(scope, params.role_set_key_or_id)),
  )

  router.mount(updateRoleSetRoute, async ({ params, body }, scope) =>
    present(
      await roleSets.update(scope, params.role_set_key_or_id, {
        name: body.name ?? undefined,
        key: body.key ?? undefined,
        description: body.description,
        becomesInitial: body.type === 'initial',
        defaultRoleKey: body.default_role_key ?? undefined,
        creatorRoleKey: body.creator_role_key ?? undefined,
      }),
    ),
  )

  router.mount(addRolesToRoleSetRoute, async ({ params, body }, scope) =>
    present(
      await roleSets.addRoles(scope, params.role_set_key_or_id, {
        roleKeys: body.role_keys,
        defaultRoleKey: body.default_role_key ?? undefined,
        creatorRoleKey: body.creator_role_key ?? undefined,
      }),
    ),
  )

  router.mount(replaceRoleInRoleSetRoute, async ({ params, body }, scope) => {
    const { role_key: roleKey, to_role_key: toRoleKey } = body
    await replacements.replaceRole(scope, params.role_set_key_or_id, { roleKey, toRoleKey })
    return present(await roleSets.get(scope, params.role_set_key_or_id))
  })

  router.mount(replaceRoleSetRoute, async ({ params, body }, scope) => {
    const { id } = await replacements.replaceSet(scope, params.role_set_key_or_id, {
      destinationKey: body.dest_role_set_key,
      given: body.reassignment_mappings ?? {},
    })
    return { object: 'role_set', id, deleted: true }
  })
}

const present = ({ roleSet, catalogue, members }: RoleSetParts) =>
  toRoleSetResource(roleSet, catalogue, members)
