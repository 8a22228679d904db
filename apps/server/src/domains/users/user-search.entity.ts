export interface TimeRange {
  before?: Date
  after?: Date
}

/** What a list of users is narrowed by. Every filter given must hold; of several values of one, any. */
export interface UserFilters {
  ids?: readonly string[]
  emailAddresses?: readonly string[]
  usernames?: readonly string[]
  web3Wallets?: readonly string[]
  externalIds?: readonly string[]
  /** Each with `+` or `-` before it: a member of it, or not. */
  organizationIds?: readonly string[]
  /** Matches a part of any identifier, name or id. */
  query?: string
  /** The same, of what members of one organization see of each other: names, the primary address and the id. */
  publicQuery?: string
  emailAddressQuery?: string
  usernameQuery?: string
  nameQuery?: string
  banned?: boolean
  createdAt?: TimeRange
  lastActiveAt?: TimeRange
  lastSignInAt?: TimeRange
  /** True for a filter on a kind of identifier that nobody here can have. */
  nobody?: boolean
}

export type UserSortField =
  | 'created_at'
  | 'updated_at'
  | 'first_name'
  | 'last_name'
  | 'username'
  | 'last_active_at'
  | 'last_sign_in_at'
  | 'email_address'
  | 'web3wallet'

export interface UserPageRequest {
  filters: UserFilters
  order: { field: UserSortField; descending: boolean }
  limit: number
  offset: number
}
