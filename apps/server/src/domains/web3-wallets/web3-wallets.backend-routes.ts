import { deleteUserWeb3WalletRoute } from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import type { BackendScope } from '../instances/index.ts'
import type { UsersService } from '../users/index.ts'

/** Backend API of wallets. */
export function web3WalletsBackendRoutes(router: Router<BackendScope>, users: UsersService): void {
  router.mount(deleteUserWeb3WalletRoute, async ({ params }, scope) => {
    const { user_id: userId, web3_wallet_identification_id: id } = params
    await users.removeWeb3Wallet(scope, userId, id)
    return { object: 'web3_wallet', id, deleted: true }
  })
}
