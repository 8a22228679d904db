import {
  banUserRoute,
  banUsersRoute,
  deleteUserProfileImageRoute,
  lockUserRoute,
  removeUserPasswordRoute,
  setPasswordCompromisedRoute,
  setUserProfileImageRoute,
  unbanUserRoute,
  unbanUsersRoute,
  unlockUserRoute,
  unsetPasswordCompromisedRoute,
  verifyPasswordRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { PresentUser } from './users.resource.ts'
import type { UsersService } from './users.service.ts'

/** Backend API of users: bans, locks, passwords and images. */
export function userAccessBackendRoutes(
  router: Router<BackendScope>,
  users: UsersService,
  present: PresentUser,
): void {
  router.mount(banUserRoute, async ({ params }, scope) =>
    present(await users.ban(scope, params.user_id), scope),
  )

  router.mount(unbanUserRoute, async ({ params }, scope) =>
    present(await users.unban(scope, params.user_id), scope),
  )

  router.mount(banUsersRoute, async ({ body }, scope) => {
    const banned = await users.banAll(scope, body.user_ids)
    return banned.map((user) => present(user, scope))
  })

  router.mount(unbanUsersRoute, async ({ body }, scope) => {
    const unbanned = await users.unbanAll(scope, body.user_ids)
    return unbanned.map((user) => present(user, scope))
  })

  router.mount(lockUserRoute, async ({ params }, scope) =>
    present(await users.lock(scope, params.user_id), scope),
  )

  router.mount(unlockUserRoute, async ({ params }, scope) =>
    present(await users.unlock(scope, params.user_id), scope),
  )

  router.mount(verifyPasswordRoute, async ({ params, body }, scope) => {
    await users.requirePassword(scope, params.user_id, body.password)
    return { verified: true }
  })

  router.mount(removeUserPasswordRoute, async ({ params, body }, scope) => {
    const options = { endSessions: body.sign_out_of_other_sessions ?? false }
    return present(await users.removePassword(scope, params.user_id, options), scope)
  })

  router.mount(setPasswordCompromisedRoute, async ({ params, body }, scope) => {
    const options = { endSessions: body.revoke_all_sessions ?? false }
    return present(await users.setPasswordCompromised(scope, params.user_id, true, options), scope)
  })

  router.mount(unsetPasswordCompromisedRoute, async ({ params }, scope) =>
    present(await users.setPasswordCompromised(scope, params.user_id, false), scope),
  )

  router.mount(setUserProfileImageRoute, async ({ params, body }, scope) =>
    present(await users.setProfileImage(scope, params.user_id, body.file.bytes), scope),
  )

  router.mount(deleteUserProfileImageRoute, async ({ params }, scope) =>
    present(await users.removeProfileImage(scope, params.user_id), scope),
  )
}
