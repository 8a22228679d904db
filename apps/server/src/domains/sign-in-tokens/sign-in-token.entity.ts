import type { UserId } from '@keywright/contract'

/** A ticket that signs one user in once. The ticket itself is kept as a hash. */
export interface SignInToken {
  id: string
  userId: UserId
  status: 'pending' | 'accepted' | 'revoked'
  expireAt: Date
  createdAt: Date
  updatedAt: Date
}
