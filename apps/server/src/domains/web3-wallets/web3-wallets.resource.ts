import type { Web3WalletResource } from '@keywright/contract'
import type { z } from 'zod'
import { toMillis } from '../../platform/clock.ts'
import { toChallenge } from '../verifications/index.ts'
import type { Web3Wallet, Web3WalletVerification } from './web3-wallet.entity.ts'

type Wire = z.input<typeof Web3WalletResource>

export function toWeb3WalletResource(wallet: Web3Wallet): Wire {
  return {
    id: wallet.id,
    object: 'web3_wallet',
    web3_wallet: wallet.web3Wallet,
    verification: wallet.verification && toVerification(wallet.verification),
    created_at: toMillis(wallet.createdAt),
    updated_at: toMillis(wallet.updatedAt),
  }
}

function toVerification(verification: Web3WalletVerification): NonNullable<Wire['verification']> {
  return {
    object: verification.strategy === 'admin' ? 'verification_admin' : 'verification_web3',
    status: verification.status,
    strategy: verification.strategy,
    attempts: verification.attempts,
    expire_at: toMillis(verification.expireAt),
    ...toChallenge(verification.message),
  }
}
