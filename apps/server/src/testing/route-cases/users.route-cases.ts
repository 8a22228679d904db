import {
  banUserRoute,
  banUsersRoute,
  countUsersRoute,
  createUserRoute,
  createUsersInBulkRoute,
  deleteUserBackupCodesRoute,
  deleteUserProfileImageRoute,
  deleteUserRoute,
  deleteUserTotpRoute,
  deleteUserWeb3WalletRoute,
  disableMfaRoute,
  getUserRoute,
  listUsersRoute,
  lockUserRoute,
  mergeUserMetadataRoute,
  previewUserDeletionRoute,
  removeUserPasswordRoute,
  replaceUserMetadataRoute,
  setPasswordCompromisedRoute,
  setUserProfileImageRoute,
  unbanUserRoute,
  unbanUsersRoute,
  unlockUserRoute,
  unsetPasswordCompromisedRoute,
  updateUserRoute,
  verifyPasswordRoute,
  verifyTotpRoute,
} from '@keywright/contract'
import { createUser, newEmail, testPassword } from '../factories/users.factory.ts'
import { ethereumWallet } from '../test-wallet.ts'
import type { BackendRouteCase, Tenant } from './route-case.ts'

const user = async ({ app, scope }: Tenant) => ({
  user_id: (await createUser(app, { password: { password: testPassword } }, scope)).id,
})
async function wallet({ app, scope }: Tenant) {
  const web3Wallets = [{ web3Wallet: ethereumWallet().address, verifiedBy: 'admin' }]
  const { id, primaryWeb3WalletId } = await createUser(app, { web3Wallets }, scope)
  return { user_id: id, web3_wallet_identification_id: primaryWeb3WalletId ?? '' }
}
const newUser = () => ({ email_address: [newEmail()], password: testPassword })
const userIds = ({ user_id }: Record<string, string>) => ({ user_ids: [user_id] })
const metadata = () => ({ public_metadata: { plan: 'pro' } })
const nothing = () => ({})

/** The smallest PNG: one pixel. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

export const userRouteCases: readonly BackendRouteCase[] = [
  { route: listUsersRoute },
  { route: countUsersRoute },
  { route: createUserRoute, body: newUser },
  { route: createUsersInBulkRoute, body: () => [newUser()] },
  { route: getUserRoute, arrange: user },
  { route: updateUserRoute, arrange: user, body: () => ({ first_name: 'Jane' }) },
  { route: deleteUserRoute, arrange: user },
  { route: previewUserDeletionRoute, arrange: user },
  { route: mergeUserMetadataRoute, arrange: user, body: metadata },
  { route: replaceUserMetadataRoute, arrange: user, body: metadata },
  { route: banUserRoute, arrange: user },
  { route: unbanUserRoute, arrange: user },
  { route: banUsersRoute, arrange: user, body: userIds },
  { route: unbanUsersRoute, arrange: user, body: userIds },
  { route: lockUserRoute, arrange: user },
  { route: unlockUserRoute, arrange: user },
  { route: verifyPasswordRoute, arrange: user, body: () => ({ password: testPassword }) },
  { route: removeUserPasswordRoute, arrange: user, body: nothing },
  { route: setPasswordCompromisedRoute, arrange: user, body: nothing },
  { route: unsetPasswordCompromisedRoute, arrange: user },
  { route: setUserProfileImageRoute, arrange: user, body: () => onePixel },
  { route: deleteUserProfileImageRoute, arrange: user },
  { route: deleteUserWeb3WalletRoute, arrange: wallet },
  { route: disableMfaRoute, arrange: user },
  { route: deleteUserTotpRoute, arrange: user },
  { route: deleteUserBackupCodesRoute, arrange: user },
  {
    route: verifyTotpRoute,
    arrange: user,
    body: () => ({ code: '000000' }),
    succeeds: 'elsewhere',
  },
]
