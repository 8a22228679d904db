import type { Web3Strategy, Web3WalletResource as Web3WalletWire } from '@keywright/contract'
import type { z } from 'zod'
import type { Camel } from './camel.ts'

type Wire = z.output<typeof Web3WalletWire>

/** A wallet of the signed-in user. Prepared, its verification has the message to sign. */
export interface Web3WalletResource extends Camel<Wire> {
  prepareVerification(params: { strategy: Web3Strategy }): Promise<Web3WalletResource>
  attemptVerification(params: { signature: string; strategy?: Web3Strategy }): Promise<Web3WalletResource>
  reload(): Promise<Web3WalletResource>
  destroy(): Promise<void>
}
