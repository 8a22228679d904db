import { z } from 'zod'
import { defineRoute } from '../define-route.ts'
import { Web3Strategy } from '../shared/strategies.schema.ts'
import { DeletedObject, formNullableText } from '../shared/values.schema.ts'
import { Web3WalletResource } from './web3-wallets.schema.ts'

const ofSession = { audience: 'frontend', auth: 'session' } as const
const params = z.object({ web3_wallet_id: z.string() })

export const listMyWeb3WalletsRoute = defineRoute({
  ...ofSession,
  operationId: 'getWeb3Wallets',
  method: 'get',
  path: '/v1/me/web3_wallets',
  summary: 'List the wallets of the signed-in user',
  envelope: 'bare',
  output: z.array(Web3WalletResource),
  errors: ['authentication_invalid'],
})

export const createMyWeb3WalletRoute = defineRoute({
  ...ofSession,
  operationId: 'postWeb3Wallets',
  method: 'post',
  path: '/v1/me/web3_wallets',
  summary: 'Add a wallet by its address; it counts once it is verified',
  body: z.strictObject({ web3_wallet: z.string().min(1).max(64) }),
  output: Web3WalletResource,
  errors: [
    'form_identifier_exists',
    'form_param_format_invalid',
    'form_param_unknown',
    'too_many_unverified_identifications',
    'session_reverification_required',
  ],
})

export const getMyWeb3WalletRoute = defineRoute({
  ...ofSession,
  operationId: 'readWeb3Wallet',
  method: 'get',
  path: '/v1/me/web3_wallets/{web3_wallet_id}',
  summary: 'Read a wallet of the signed-in user',
  params,
  output: Web3WalletResource,
  errors: ['resource_not_found'],
})

export const deleteMyWeb3WalletRoute = defineRoute({
  ...ofSession,
  operationId: 'deleteWeb3Wallet',
  method: 'delete',
  path: '/v1/me/web3_wallets/{web3_wallet_id}',
  summary: 'Remove a wallet; the last way to sign in stays',
  params,
  output: DeletedObject,
  errors: ['resource_not_found', 'identification_deletion_failed', 'session_reverification_required'],
})

export const prepareMyWeb3WalletRoute = defineRoute({
  ...ofSession,
  operationId: 'prepareWeb3WalletVerification',
  method: 'post',
  path: '/v1/me/web3_wallets/{web3_wallet_id}/prepare_verification',
  summary: 'Get the message that proves a wallet once it is signed',
  params,
  body: z.strictObject({ strategy: Web3Strategy, redirect_url: formNullableText.optional() }),
  output: Web3WalletResource,
  errors: ['resource_not_found', 'verification_already_verified', 'verification_strategy_invalid'],
})

export const attemptMyWeb3WalletRoute = defineRoute({
  ...ofSession,
  operationId: 'attemptWeb3WalletVerification',
  method: 'post',
  path: '/v1/me/web3_wallets/{web3_wallet_id}/attempt_verification',
  summary: 'Verify a wallet with the signature it made',
  params,
  body: z.strictObject({ signature: z.string().max(16_384).optional(), strategy: Web3Strategy.optional() }),
  output: Web3WalletResource,
  errors: [
    'resource_not_found',
    'form_incorrect_signature',
    'form_param_nil',
    'verification_failed',
    'verification_expired',
    'verification_missing',
    'verification_already_verified',
    'identification_claimed',
  ],
})
