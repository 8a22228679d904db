import { z } from 'zod'
import { Web3Strategy } from '../shared/strategies.schema.ts'
import { timestamp } from '../shared/values.schema.ts'

/** How a wallet was, or is being, proven. */
export const Web3WalletVerification = z
  .object({
    object: z.enum(['verification_web3', 'verification_admin']),
    status: z.enum(['unverified', 'verified', 'failed', 'expired', 'transferable']),
    strategy: z.union([Web3Strategy, z.literal('admin')]),
    attempts: z.number().int().nullable(),
    expire_at: timestamp.nullable(),
    /** What is to be signed, and the nonce in it. */
    message: z.string().optional(),
    nonce: z.string().optional(),
  })
  .meta({ id: 'Web3WalletVerification' })

/** A wallet of a user, by its address: Ethereum's in lower case, Solana's in base58. */
export const Web3WalletResource = z
  .object({
    id: z.string(),
    object: z.literal('web3_wallet'),
    web3_wallet: z.string(),
    verification: Web3WalletVerification.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Web3Wallet' })
