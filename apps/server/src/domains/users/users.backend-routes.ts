import {
  CreateUserBody,
  countUsersRoute,
  createUserRoute,
  createUsersInBulkRoute,
  deleteUserRoute,
  getUserRoute,
  listUsersRoute,
  mergeUserMetadataRoute,
  replaceUserMetadataRoute,
  updateUserRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { toWireError } from '../../platform/wire-error.ts'
import { zodErrors } from '../../platform/zod-errors.ts'
import type { BackendScope } from '../instances/index.ts'
import type { CreateOutcome } from './user-creation.service.ts'
import { toCreateInput, toFilters, toMetadataInput, toPage, toUpdateInput } from './users.backend-input.ts'
import type { PresentUser } from './users.resource.ts'
import type { UsersService } from './users.service.ts'

/** Backend API of users: reading, writing and metadata. */
export function usersBackendRoutes(
  router: Router<BackendScope>,
  users: UsersService,
  present: PresentUser,
): void {
  router.mount(listUsersRoute, async ({ query }, scope) => {
    const page = await users.list(scope, { filters: toFilters(query), ...toPage(query) })
    return page.map((user) => present(user, scope))
  })

  router.mount(countUsersRoute, async ({ query }, scope) => ({
    object: 'total_count',
    total_count: await users.count(scope, toFilters(query)),
  }))

  router.mount(createUserRoute, async ({ body }, scope) =>
    present(await users.create(scope, toCreateInput(body)), scope),
  )

  router.mount(createUsersInBulkRoute, async ({ body }, scope) => {
    const outcomes = await users.createEach(scope, body.map(toBulkInput))
    const data = outcomes.map((outcome, index) => toBulkResult(outcome, index, scope))
    const created = data.filter(({ user }) => user !== null)
    return { data, total_count: data.length, created_count: created.length }
  })

  router.mount(getUserRoute, async ({ params }, scope) =>
    present(await users.get(scope, params.user_id), scope),
  )

  router.mount(updateUserRoute, async ({ params, body }, scope) =>
    present(await users.update(scope, params.user_id, toUpdateInput(body)), scope),
  )

  router.mount(deleteUserRoute, async ({ params }, scope) => {
    const { id, externalId } = await users.delete(scope, params.user_id)
    return {
      object: 'user',
      id,
      deleted: true,
      ...(externalId === null ? {} : { external_id: externalId }),
    }
  })

  router.mount(mergeUserMetadataRoute, async ({ params, body }, scope) =>
    present(await users.mergeMetadata(scope, params.user_id, toMetadataInput(body)), scope),
  )

  router.mount(replaceUserMetadataRoute, async ({ params, body }, scope) =>
    present(await users.replaceMetadata(scope, params.user_id, toMetadataInput(body)), scope),
  )

  function toBulkResult(outcome: CreateOutcome, index: number, scope: BackendScope) {
    if ('user' in outcome) return { index, user: present(outcome.user, scope), errors: [] }
    return { index, user: null, errors: outcome.errors.map(toWireError) }
  }
}

/** Each element is read for itself, so that a malformed one is a fault of its own. */
function toBulkInput(element: unknown) {
  const parsed = CreateUserBody.safeParse(element)
  return parsed.success ? toCreateInput(parsed.data) : zodErrors(parsed.error, element)
}
