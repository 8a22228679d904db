import {
  changePasswordRoute,
  deleteMeRoute,
  deleteMyProfileImageRoute,
  getMeRoute,
  mergeMyMetadataRoute,
  removePasswordRoute,
  setMyProfileImageRoute,
  updateMeRoute,
} from '@keywright/contract'
import type { z } from 'zod'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import type { RedeemNonce } from '../oauth-attempts/index.ts'
import type { PresentClientUser } from '../users/index.ts'
import type { OwnProfile } from './me.policy.ts'
import type { MeService } from './me.service.ts'

/** Frontend API of the signed-in user: profile, metadata, picture and password. */
export function meFrontendRoutes(
  router: Router<FrontendScope>,
  me: MeService,
  present: PresentClientUser,
  redeemNonce: RedeemNonce,
): void {
  router.mount(getMeRoute, async ({ query }, scope) => {
    await redeemNonce(scope, query.rotating_token_nonce)
    return present(await me.get(scope, callerOf(scope)), scope)
  })

  router.mount(updateMeRoute, async ({ body }, scope) =>
    present(await me.update(scope, callerOf(scope), toOwnProfile(body)), scope),
  )

  router.mount(deleteMeRoute, async (_input, scope) => {
    const { id } = await me.remove(scope, callerOf(scope))
    return { object: 'user', id, deleted: true }
  })

  router.mount(mergeMyMetadataRoute, async ({ body }, scope) =>
    present(await me.mergeMetadata(scope, callerOf(scope), body.unsafe_metadata), scope),
  )

  router.mount(setMyProfileImageRoute, async ({ body }, scope) => {
    const user = await me.setProfileImage(scope, callerOf(scope), body.file.bytes)
    const id = user.imageId ?? ''
    const { image_url } = await present(user, scope)
    return { object: 'image', id, name: id, public_url: image_url }
  })

  router.mount(deleteMyProfileImageRoute, async (_input, scope) => {
    const id = await me.removeProfileImage(scope, callerOf(scope))
    return { object: 'image', deleted: true, ...(id === null ? {} : { id }) }
  })

  router.mount(changePasswordRoute, async ({ body }, scope) => {
    const user = await me.changePassword(scope, callerOf(scope), {
      currentPassword: body.current_password ?? null,
      newPassword: body.new_password,
      signOutOfOtherSessions: body.sign_out_of_other_sessions ?? false,
    })
    // Whoever has a copy of this browser's token loses it with the password.
    await scope.rotateClient()
    return present(user, scope)
  })

  router.mount(removePasswordRoute, async ({ body }, scope) =>
    present(await me.removePassword(scope, callerOf(scope), body.current_password), scope),
  )
}

function toOwnProfile(body: z.output<typeof updateMeRoute.body>): OwnProfile {
  return {
    ...(body.username === undefined ? {} : { username: body.username }),
    ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
    ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
    ...(body.primary_email_address_id === undefined
      ? {}
      : { primaryEmailAddressId: body.primary_email_address_id }),
    ...(body.primary_web3_wallet_id === undefined
      ? {}
      : { primaryWeb3WalletId: body.primary_web3_wallet_id }),
  }
}
