/** The prefix that every id of a kind begins with; the part behind `_` is opaque. */
export const idPrefixes = {
  application: 'app',
  instance: 'ins',
  secretKey: 'sk',
  platformKey: 'plk',
  signingKey: 'key',
  domain: 'dmn',
  proxyCheck: 'prxchk',
  redirectUrl: 'ru',
  jwtTemplate: 'jtmp',
  user: 'user',
  identification: 'idn',
  externalAccount: 'eac',
  client: 'client',
  session: 'sess',
  signIn: 'sia',
  signUp: 'sua',
  verification: 'ver',
  totp: 'totp',
  backupCodes: 'bkp',
  signInToken: 'sit',
  testingToken: 'tt',
  sessionActivity: 'sessact',
  permission: 'perm',
  role: 'role',
  roleSet: 'roleset',
  roleSetMigration: 'rolemig',
  organization: 'org',
  organizationMembership: 'orgmem',
  organizationInvitation: 'orginv',
  organizationDomain: 'orgdmn',
  organizationSuggestion: 'orgsug',
  organizationMembershipRequest: 'orgmbreq',
  image: 'img',
  message: 'ema',
  event: 'evt',
  emailTemplate: 'tmpl',
} as const

export type IdKind = keyof typeof idPrefixes

/** An id of one kind, for example `user_2xk…`. Branded by its prefix, so that a session id cannot be passed for a user id. */
export type Id<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}`

export type UserId = Id<'user'>
export type ClientId = Id<'client'>
export type SessionId = Id<'session'>
export type InstanceId = Id<'instance'>
export type ExternalAccountId = Id<'externalAccount'>
export type IdentificationId = Id<'identification'>
export type OrganizationId = Id<'organization'>
export type OrganizationMembershipId = Id<'organizationMembership'>
export type OrganizationInvitationId = Id<'organizationInvitation'>
export type OrganizationDomainId = Id<'organizationDomain'>
export type OrganizationSuggestionId = Id<'organizationSuggestion'>
export type OrganizationMembershipRequestId = Id<'organizationMembershipRequest'>
export type PermissionId = Id<'permission'>
export type RoleId = Id<'role'>
export type RoleSetId = Id<'roleSet'>
