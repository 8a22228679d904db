import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { DeletedObject } from '../shared/values.schema.ts'

export const deleteUserWeb3WalletRoute = defineRoute({
  audience: 'backend',
  operationId: 'UserWeb3WalletDelete',
  method: 'delete',
  path: '/v1/users/{user_id}/web3_wallets/{web3_wallet_identification_id}',
  summary: 'Take a wallet from its user',
  params: z.object({ user_id: z.string(), web3_wallet_identification_id: z.string() }),
  output: DeletedObject,
  errors: ['resource_not_found', 'identification_deletion_failed'],
})
