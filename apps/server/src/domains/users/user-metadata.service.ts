import type { Scope } from '../instances/index.ts'
import type { Metadata, User } from './user.entity.ts'
import type { UserChanges } from './user-changes.service.ts'
import { mergeMetadata, requireMetadata } from './users.policy.ts'

/** Which of the three objects a call names. What is absent stays as it is. */
export interface MetadataInput {
  publicMetadata?: Metadata | undefined
  privateMetadata?: Metadata | undefined
  unsafeMetadata?: Metadata | undefined
}

/** What apps store with a user: for all to see, for servers alone, and for the user to write. */
export function createUserMetadata({ changes }: { changes: UserChanges }) {
  const combine = (
    scope: Scope,
    userId: string,
    input: MetadataInput,
    next: (current: Metadata, given: Metadata) => Metadata,
  ): Promise<User> =>
    changes.change(scope, userId, (user) => {
      const change = {
        ...(input.publicMetadata && { publicMetadata: next(user.publicMetadata, input.publicMetadata) }),
        ...(input.privateMetadata && { privateMetadata: next(user.privateMetadata, input.privateMetadata) }),
        ...(input.unsafeMetadata && { unsafeMetadata: next(user.unsafeMetadata, input.unsafeMetadata) }),
      }
      requireMetadata(change)
      return change
    })

  return {
    mergeMetadata: (scope: Scope, userId: string, input: MetadataInput): Promise<User> =>
      combine(scope, userId, input, mergeMetadata),

    replaceMetadata: (scope: Scope, userId: string, input: MetadataInput): Promise<User> =>
      combine(scope, userId, input, (_current, given) => given),
  }
}
