import type { User } from '../users/index.ts'
import type { Membership } from './membership.entity.ts'
import type { Organization } from './organization.entity.ts'

/** What becomes of an organization when one of its members is deleted. `left`: it goes on without them. */
export type Fate =
  | { kind: 'left' }
  /** It needs them, and the instance says that they stay. */
  | { kind: 'refused' }
  | { kind: 'handed_over'; heir: Membership }
  | { kind: 'deleted' }

export interface OrganizationFate {
  organization: Organization
  fate: Fate
}

/** What somebody leaves behind besides memberships. */
export interface Traces {
  /** Invitations they sent that nobody has answered, but for those of organizations that go with them. */
  invitationsCount: number
  /** Organizations they ask to join, and those that are suggested to them. */
  requestsCount: number
  suggestionsCount: number
}

export interface DeletionPreview extends Traces {
  user: User
  /** Of all organizations that the user is a member of, oldest membership first. */
  fates: readonly OrganizationFate[]
  /** Who takes over. */
  heirs: readonly User[]
}
