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
  return {
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
      access.requireAccess(await access.recordFailedAttempt(scope, user.id))
      throw fault
    },
  }
}
