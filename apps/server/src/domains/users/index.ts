export type { Metadata, SignInTrace, User, UserChange } from './user.entity.ts'
export type { CreateUserInput, NewEmail } from './user-creation.service.ts'
export type { AddEmailInput } from './user-emails.service.ts'
export type { EndSessions, PasswordInput, PasswordOutcome } from './user-passwords.service.ts'
export type { TimeRange, UserFilters } from './user-search.entity.ts'
export { toFilters as toUserFilters } from './users.backend-input.ts'
export { isLocked, mergedMetadata, requireMetadata, requireProfile } from './users.policy.ts'
export { findUser, type IdentifiedUser, listUsersByIds } from './users.repository.ts'
export {
  createClientUserPresenter,
  createUserPresenter,
  type PresentClientUser,
  type PresentMemberships,
  type PresentUser,
  toClientUserResource,
  toPublicUserData,
  type UserResourceContext,
  userImageUrl,
} from './users.resource.ts'
export { createUsersService, type UsersService } from './users.service.ts'
export { matchingUserIds } from './users-search.repository.ts'
export { canSignIn, signsIn } from './ways-to-sign-in.policy.ts'
