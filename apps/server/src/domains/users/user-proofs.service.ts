import type { DomainError } from '../../platform/domain-error.ts'
import type { Scope } from '../instances/index.ts'
import type { User } from './user.entity.ts'
import type { UserAccess } from './user-access.service.ts'
import type { UserPasswords } from './user-passwords.service.ts'

export interface UserProofsDeps {
  access: UserAccess
  passwords: UserPasswords
}

/** Signed-in users who prove once more who they are. Wrong answers count as they do at sign-in, and lock in the end. */
export function createUserProofs({ access, passwords }: UserProofsDeps) {
  /** Counts a wrong answer; throws that the user is locked if it was the last one allowed. */
  async function countWrongProof(scope: Scope, userId: string): Promise<void> {
    access.requireAccess(await access.recordFailedAttempt(scope, userId))
  }

  return {
    countWrongProof,

    /** Throws the fault for a wrong password. A compromised one still tells who the user is: the caller decides. */
    async proveOwnPassword(
      scope: Scope,
      user: User,
      password: string,
      fault: DomainError,
    ): Promise<'correct' | 'compromised'> {
      access.requireAccess(user)
      const outcome = await passwords.verifyPassword(scope, user, password)
      if (outcome !== 'incorrect') return outcome
      await countWrongProof(scope, user.id)
      throw fault
    },
  }
}
