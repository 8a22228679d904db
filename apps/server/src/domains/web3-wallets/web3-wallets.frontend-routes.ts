import {
  attemptMyWeb3WalletRoute,
  createMyWeb3WalletRoute,
  deleteMyWeb3WalletRoute,
  getMyWeb3WalletRoute,
  listMyWeb3WalletsRoute,
  prepareMyWeb3WalletRoute,
} from '@keywright/contract'
import type { Router } from '../../platform/http/router.ts'
import { callerOf, type FrontendScope } from '../clients/index.ts'
import type { OwnWeb3WalletsService } from './own-web3-wallets.service.ts'
import { toWeb3WalletResource } from './web3-wallets.resource.ts'

/** Frontend API of the signed-in user's wallets. */
export function web3WalletsFrontendRoutes(router: Router<FrontendScope>, own: OwnWeb3WalletsService): void {
  router.mount(listMyWeb3WalletsRoute, async (_input, scope) => {
    const all = await own.list(scope, callerOf(scope))
    return all.map(toWeb3WalletResource)
  })

  router.mount(createMyWeb3WalletRoute, async ({ body }, scope) =>
    toWeb3WalletResource(await own.add(scope, callerOf(scope), body.web3_wallet)),
  )

  router.mount(getMyWeb3WalletRoute, async ({ params }, scope) =>
    toWeb3WalletResource(await own.get(scope, callerOf(scope), params.web3_wallet_id)),
  )

  router.mount(deleteMyWeb3WalletRoute, async ({ params }, scope) => {
    await own.remove(scope, callerOf(scope), params.web3_wallet_id)
    return { object: 'web3_wallet', id: params.web3_wallet_id, deleted: true }
  })

  router.mount(prepareMyWeb3WalletRoute, async ({ params, body }, scope) =>
    toWeb3WalletResource(await own.prepare(scope, callerOf(scope), params.web3_wallet_id, body.strategy)),
  )

  router.mount(attemptMyWeb3WalletRoute, async ({ params, body }, scope) => {
    const { strategy, signature } = body
    const wallet = await own.attempt(scope, callerOf(scope), params.web3_wallet_id, { strategy, signature })
    return toWeb3WalletResource(wallet)
  })
}
