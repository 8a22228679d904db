import type { ClientId, Web3Strategy } from '@keywright/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db/database.ts'
import { invariant } from '../../platform/domain-error.ts'
import { newRandomName } from '../../platform/random.ts'
import type { FrontendScope } from '../clients/index.ts'
import type {
  AttemptOutcome,
  Verification,
  VerificationPurpose,
  VerificationsService,
} from '../verifications/index.ts'
import { chainOf } from './web3-address.policy.ts'
import { isMessageOf, messageLifetimeMilliseconds, writeWeb3Message } from './web3-message.policy.ts'
import { isSignedBy, toDisplayAddress } from './web3-signature.ts'

export interface Web3ProofsDeps {
  clock: Clock
  verifications: Pick<VerificationsService, 'startSignatureIn' | 'findJustSentIn' | 'attemptSignatureIn'>
}

/** What a proof by signature is part of. */
export interface Web3ProofOwner {
  purpose: Extract<VerificationPurpose, 'sign_in' | 'sign_up' | 'web3_wallet'>
  ownerId: string
}

export interface StartWeb3ProofInput extends Web3ProofOwner {
  strategy: Web3Strategy
  web3Wallet: string
  clientId?: ClientId | undefined
  /** The proof that is under way there. */
  verificationId: string | null
}

export interface AttemptWeb3ProofInput extends Web3ProofOwner {
  verificationId: string | null
  /** Given: a message made for another wallet's strategy does not count. */
  strategy?: Web3Strategy | undefined
  signature: string
}

const statements: Record<Web3ProofOwner['purpose'], string> = {
  sign_in: 'Sign in with this wallet.',
  sign_up: 'Create an account with this wallet.',
  web3_wallet: 'Add this wallet to your account.',
}

export type Web3Proofs = ReturnType<typeof createWeb3Proofs>

/** Proofs that a wallet is somebody's: a message made for one page and one purpose, signed once. */
export function createWeb3Proofs({ clock, verifications }: Web3ProofsDeps) {
  return {
    /** Writes the message. Asked for twice in a moment, it is the same one. */
    async startIn(tx: Db, scope: FrontendScope, input: StartWeb3ProofInput): Promise<Verification> {
      const { strategy, web3Wallet: target, purpose, ownerId, clientId } = input
      const origin = originOf(scope)
      const before = await verifications.findJustSentIn(tx, scope, input.verificationId, { strategy, target })
      if (before?.message && isMessageOf(origin, before.message)) return before
      const chain = chainOf(target)
      invariant(chain, 'only addresses are stored as wallets')
      const issuedAt = clock.now()
      const expireAt = new Date(issuedAt.getTime() + messageLifetimeMilliseconds)
      const message = writeWeb3Message({
        ...{ chain, origin, issuedAt, expireAt },
        address: await toDisplayAddress(target),
        statement: statements[purpose],
        nonce: newRandomName(16),
      })
      const owner = { purpose, ownerId, clientId }
      return await verifications.startSignatureIn(tx, scope, {
        ...owner,
        strategy,
        target,
        message,
        expireAt,
      })
    },

    /** Checks a signature over exactly the message that was made, on the page for which it was made. */
    async attemptIn(tx: Db, scope: FrontendScope, input: AttemptWeb3ProofInput): Promise<AttemptOutcome> {
      const { signature, ...meant } = input
      return await verifications.attemptSignatureIn(tx, scope, meant, async ({ target, message }) => {
        if (target === null || message === null || !isMessageOf(originOf(scope), message)) return false
        return await isSignedBy(target, message, signature)
      })
    },
  }
}

/** Native apps have no page: they are where the server is. */
function originOf({ azp, request }: FrontendScope): string {
  return azp ?? new URL(request.publicUrl).origin
}
