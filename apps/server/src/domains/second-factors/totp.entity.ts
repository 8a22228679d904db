import type { Id, UserId } from '@keywright/contract'
import type { WrongCodes } from './totp.policy.ts'

/** The authenticator app of a user. */
export interface Totp extends WrongCodes {
  id: Id<'totp'>
  userId: UserId
  sealedSecret: Buffer
  /** `null`: not before its first right code does it count. */
  verifiedAt: Date | null
  /** The time step of the last code that was right. */
  lastUsedStep: number | null
  createdAt: Date
  updatedAt: Date
}
