/** The tables of the migrated database. Written by tools/generate-schema.ts; changed by a migration, never by hand. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

/**
 * A `jsonb` column. What is read is to be parsed. Arrays are written as JSON text, since the driver takes a plain
 * array for an array of PostgreSQL's.
 */
export type Json = ColumnType<unknown, string | Record<string, unknown>, string | Record<string, unknown>>

/** A `jsonb` column with a default. */
export type GeneratedJson = ColumnType<
  unknown,
  string | Record<string, unknown> | undefined,
  string | Record<string, unknown>
>

export interface ApplicationsTable {
  id: string
  name: string
  is_system: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface BackupCodesTable {
  instance_id: string
  user_id: string
  code_hash: Buffer
  created_at: Generated<Date>
}

export interface ClientSyncTokensTable {
  instance_id: string
  token_hash: Buffer
  redirect_url: string
  consumed_at: Date | null
  expire_at: Date
  created_at: Generated<Date>
  sealed_client_token: Buffer | null
  state_hash: Buffer
}

export interface ClientsTable {
  instance_id: string
  id: string
  token_hash: Buffer
  previous_token_hash: Buffer | null
  previous_token_valid_until: Date | null
  last_active_session_id: string | null
  last_authentication_strategy: string | null
  sign_in_id: string | null
  sign_up_id: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  token_generation: Generated<number>
}

export interface DomainsTable {
  instance_id: string
  id: string
  name: string
  is_satellite: boolean
  proxy_url: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface EmailAddressesTable {
  instance_id: string
  id: string
  user_id: string
  email_address: string
  verified_at: Date | null
  verification_strategy: string | null
  verification_id: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  reserved: Generated<boolean>
}

export interface EventEpochTable {
  only_row: Generated<boolean>
  epoch: Generated<number>
}

export interface EventsTable {
  epoch: number
  xid: Generated<string>
  position: GeneratedAlways<number>
  id: string
  instance_id: string
  type: string
  entity_id: string
  entity_version: number
  data: Json
  attributes: GeneratedJson
  created_at: Generated<Date>
}

export interface ExternalAccountsTable {
  instance_id: string
  id: string
  identification_id: string
  user_id: string
  provider: string
  provider_user_id: string | null
  email_address: string | null
  email_address_verified: boolean | null
  username: string | null
  first_name: string | null
  last_name: string | null
  image_url: string | null
  label: string | null
  public_metadata: GeneratedJson
  approved_scopes: Generated<string>
  sealed_tokens: Buffer | null
  access_token_expires_at: Date | null
  verified_at: Date | null
  verification_id: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  picture_id: string | null
  given_image_id: string | null
  picture_due_at: Date | null
  picture_attempts: Generated<number>
}

export interface HandshakePayloadsTable {
  instance_id: string
  nonce_hash: Buffer
  sealed_directives: Buffer
  first_read_at: Date | null
  expire_at: Date
  created_at: Generated<Date>
}

export interface ImagesTable {
  instance_id: string
  id: string
  content_type: string
  bytes: Buffer
  created_at: Generated<Date>
}

export interface InstanceHostsTable {
  host: string
  instance_id: string
}

export interface InstanceSecretKeysTable {
  id: string
  instance_id: string
  secret_hash: Buffer
  sealed_secret: Buffer
  created_at: Generated<Date>
  revoked_at: Date | null
}

export interface InstanceSettingsTable {
  instance_id: string
  version: Generated<number>
  document: GeneratedJson
  updated_at: Generated<Date>
}

export interface InstancesTable {
  id: string
  application_id: string
  slug: string
  environment_type: string
  publishable_key: string
  frontend_host: string
  home_origin: string | null
  is_default: Generated<boolean>
  is_system: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface InvalidationsTable {
  instance_id: string
  kind: string
  key: string
  version: number
  xid: Generated<string>
  changed_at: Generated<Date>
  revoked_version: number | null
  revoked_at: Date | null
}

export interface JwtTemplatesTable {
  instance_id: string
  id: string
  version: Generated<number>
  name: string
  claims: Json
  lifetime: number
  allowed_clock_skew: number
  signing_algorithm: string | null
  sealed_signing_key: Buffer | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface OauthAttemptsTable {
  instance_id: string
  id: string
  provider: string
  state_hash: Buffer
  sealed_secrets: Buffer
  redirect_uri: string
  action_complete_redirect_url: string | null
  is_native: Generated<boolean>
  nonce_hash: Buffer | null
  sealed_result: Buffer | null
  used_at: Date | null
  expire_at: Date
  created_at: Generated<Date>
}

export interface OauthConnectionsTable {
  instance_id: string
  provider: string
  enabled: boolean
  authenticatable: Generated<boolean>
  uses_development_provider: Generated<boolean>
  client_id: Generated<string>
  sealed_client_secret: Buffer | null
  additional_scopes: Generated<string[]>
  block_email_subaddresses: Generated<boolean>
  options: GeneratedJson
  custom: Json | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface OrganizationDomainsTable {
  instance_id: string
  id: string
  version: Generated<number>
  organization_id: string
  name: string
  enrollment_mode: string
  affiliation_email_address: string | null
  affiliation_verification_id: string | null
  affiliation_verified_at: Date | null
  affiliation_strategy: string | null
  ownership_token: string | null
  ownership_attempts: Generated<number>
  ownership_verified_at: Date | null
  ownership_strategy: string | null
  ownership_expire_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  enrolled_up_to: string | null
}

export interface OrganizationInvitationsTable {
  instance_id: string
  id: string
  version: Generated<number>
  organization_id: string
  email_address: string
  role_ids: string[]
  status: string
  inviter_id: string | null
  user_id: string | null
  redirect_url: string | null
  organization_domain_id: string | null
  public_metadata: GeneratedJson
  private_metadata: GeneratedJson
  expire_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface OrganizationMembershipRequestsTable {
  instance_id: string
  id: string
  organization_id: string
  user_id: string
  status: string
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface OrganizationMembershipsTable {
  instance_id: string
  id: string
  version: Generated<number>
  organization_id: string
  user_id: string
  role_ids: string[]
  public_metadata: GeneratedJson
  private_metadata: GeneratedJson
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface OrganizationPermissionsTable {
  instance_id: string
  id: string
  key: string
  name: string
  description: Generated<string>
  type: string
  created_at: Generated<Date>
  updated_at: Generated<Date>
  version: Generated<number>
}

export interface OrganizationRolePermissionsTable {
  instance_id: string
  role_id: string
  permission_id: string
  created_at: Generated<Date>
}

export interface OrganizationRolesTable {
  instance_id: string
  id: string
  key: string
  name: string
  description: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  version: Generated<number>
}

export interface OrganizationSuggestionsTable {
  instance_id: string
  id: string
  organization_id: string
  user_id: string
  organization_domain_id: string | null
  status: string
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface OrganizationsTable {
  instance_id: string
  id: string
  version: Generated<number>
  name: string
  slug: string | null
  image_id: string | null
  public_metadata: GeneratedJson
  private_metadata: GeneratedJson
  created_by: string | null
  max_allowed_memberships: number | null
  admin_delete_enabled: boolean | null
  role_set_id: string
  policy: GeneratedJson
  members_count: Generated<number>
  last_active_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  successor_id: string | null
}

export interface OutgoingMessagesTable {
  instance_id: string
  id: string
  channel: string
  template: string
  recipient: string
  status: string
  attempts: Generated<number>
  next_attempt_at: Generated<Date>
  failure: string | null
  user_id: string | null
  created_at: Generated<Date>
  sealed_content: Buffer | null
  updated_at: Generated<Date>
  position: GeneratedAlways<number>
}

export interface PasswordsTable {
  instance_id: string
  user_id: string
  hasher: string
  digest: string
  compromised_at: Date | null
  updated_at: Generated<Date>
}

export interface PlatformKeysTable {
  id: string
  secret_hash: Buffer
  sealed_secret: Buffer
  created_at: Generated<Date>
  revoked_at: Date | null
}

export interface RedirectUrlsTable {
  instance_id: string
  id: string
  url: string
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface ReverificationsTable {
  instance_id: string
  session_id: string
  level: string
  status: string
  first_factor_verification_id: string | null
  created_at: Generated<Date>
  second_factor_verification_id: string | null
}

export interface RoleSetMigrationsTable {
  instance_id: string
  id: string
  source_role_set_id: string
  dest_role_set_id: string | null
  trigger_type: string
  status: string
  mappings: Json
  migrated_members: Generated<number>
  started_at: Date | null
  completed_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface RoleSetRolesTable {
  instance_id: string
  role_set_id: string
  role_id: string
  created_at: Generated<Date>
}

export interface RoleSetsTable {
  instance_id: string
  id: string
  key: string
  name: string
  description: string | null
  type: string
  default_role_id: string
  creator_role_id: string
  created_at: Generated<Date>
  updated_at: Generated<Date>
  version: Generated<number>
}

export interface SessionRefreshTokensTable {
  instance_id: string
  token_hash: Buffer
  session_id: string
  consumed_at: Date | null
  consumed_with: string | null
  expire_at: Date
  created_at: Generated<Date>
}

export interface SessionsTable {
  instance_id: string
  id: string
  client_id: string
  user_id: string
  version: Generated<number>
  status: string
  actor: Json | null
  last_active_organization_id: string | null
  first_factor_verified_at: Date | null
  second_factor_verified_at: Date | null
  ip_address: string | null
  user_agent: string | null
  last_active_at: Generated<Date>
  expire_at: Date
  abandon_at: Date
  ended_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  client_generation: Generated<number>
  first_factor_strategy: string | null
}

export interface SignInTokensTable {
  instance_id: string
  id: string
  user_id: string
  token_hash: Buffer
  status: string
  expire_at: Date
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface SignInsTable {
  instance_id: string
  id: string
  client_id: string
  status: string
  identifier: string | null
  user_id: string | null
  first_factor_verification_id: string | null
  first_factor_verified_at: Date | null
  sign_up_if_missing: Generated<boolean>
  created_session_id: string | null
  abandon_at: Date
  created_at: Generated<Date>
  updated_at: Generated<Date>
  external_verification_id: string | null
  second_factor_verification_id: string | null
  organization_id: string | null
  new_password_hasher: string | null
  new_password_digest: string | null
  ends_other_sessions: Generated<boolean>
}

export interface SignUpsTable {
  instance_id: string
  id: string
  client_id: string
  version: Generated<number>
  status: string
  email_address: string | null
  email_address_taken: Generated<boolean>
  email_verification_id: string | null
  email_verified_at: Date | null
  email_verified_by: string | null
  username: string | null
  first_name: string | null
  last_name: string | null
  locale: string | null
  password_hasher: string | null
  password_digest: string | null
  unsafe_metadata: GeneratedJson
  external_id: string | null
  custom_action: Generated<boolean>
  legal_accepted_at: Date | null
  created_session_id: string | null
  created_user_id: string | null
  abandon_at: Date
  created_at: Generated<Date>
  updated_at: Generated<Date>
  external_verification_id: string | null
  external_verified_at: Date | null
  web3_wallet: string | null
  web3_verification_id: string | null
  web3_verified_at: Date | null
  web3_verified_by: string | null
  organization_invitation_id: string | null
}

export interface SigningKeysTable {
  instance_id: string
  id: string
  algorithm: string
  public_jwk: Json
  sealed_private_key: Buffer
  status: string
  created_at: Generated<Date>
  retire_at: Date | null
}

export interface TotpsTable {
  instance_id: string
  id: string
  user_id: string
  sealed_secret: Buffer
  verified_at: Date | null
  last_used_step: number | null
  wrong_codes: Generated<number>
  wrong_codes_since: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface UsersTable {
  instance_id: string
  id: string
  version: Generated<number>
  external_id: string | null
  username: string | null
  first_name: string | null
  last_name: string | null
  locale: string | null
  image_id: string | null
  primary_email_address_id: string | null
  public_metadata: GeneratedJson
  private_metadata: GeneratedJson
  unsafe_metadata: GeneratedJson
  banned: Generated<boolean>
  delete_self_enabled: Generated<boolean>
  create_organization_enabled: Generated<boolean>
  create_organizations_limit: number | null
  bypass_client_trust: Generated<boolean>
  failed_attempt_count: Generated<number>
  locked_at: Date | null
  lockout_expires_at: Date | null
  legal_accepted_at: Date | null
  last_sign_in_at: Date | null
  last_active_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  primary_web3_wallet_id: string | null
  mfa_enabled_at: Date | null
  mfa_disabled_at: Date | null
}

export interface VerificationsTable {
  instance_id: string
  id: string
  strategy: string
  status: string
  purpose: string
  owner_id: string
  target: string | null
  code_hash: Buffer | null
  token_hash: Buffer | null
  redirect_url: string | null
  client_id: string | null
  attempts: Generated<number>
  expire_at: Date
  verified_at: Date | null
  created_at: Generated<Date>
  error: Json | null
  external_redirect_url: string | null
  message: string | null
}

export interface Web3WalletsTable {
  instance_id: string
  id: string
  user_id: string
  web3_wallet: string
  verified_at: Date | null
  verification_strategy: string | null
  verification_id: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface WebhookDeliveriesTable {
  instance_id: string
  epoch: number
  xid: string
  position: number
  status: Generated<string>
  attempts: Generated<number>
  next_attempt_at: Date
  failure: string | null
  created_at: Date
}

export interface WebhookEndpointsTable {
  instance_id: string
  sealed_secret: Buffer
  epoch: number | null
  xid: string | null
  position: number | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

/** Every table by its name. */
export interface Schema {
  applications: ApplicationsTable
  backup_codes: BackupCodesTable
  client_sync_tokens: ClientSyncTokensTable
  clients: ClientsTable
  domains: DomainsTable
  email_addresses: EmailAddressesTable
  event_epoch: EventEpochTable
  events: EventsTable
  external_accounts: ExternalAccountsTable
  handshake_payloads: HandshakePayloadsTable
  images: ImagesTable
  instance_hosts: InstanceHostsTable
  instance_secret_keys: InstanceSecretKeysTable
  instance_settings: InstanceSettingsTable
  instances: InstancesTable
  invalidations: InvalidationsTable
  jwt_templates: JwtTemplatesTable
  oauth_attempts: OauthAttemptsTable
  oauth_connections: OauthConnectionsTable
  organization_domains: OrganizationDomainsTable
  organization_invitations: OrganizationInvitationsTable
  organization_membership_requests: OrganizationMembershipRequestsTable
  organization_memberships: OrganizationMembershipsTable
  organization_permissions: OrganizationPermissionsTable
  organization_role_permissions: OrganizationRolePermissionsTable
  organization_roles: OrganizationRolesTable
  organization_suggestions: OrganizationSuggestionsTable
  organizations: OrganizationsTable
  outgoing_messages: OutgoingMessagesTable
  passwords: PasswordsTable
  platform_keys: PlatformKeysTable
  redirect_urls: RedirectUrlsTable
  reverifications: ReverificationsTable
  role_set_migrations: RoleSetMigrationsTable
  role_set_roles: RoleSetRolesTable
  role_sets: RoleSetsTable
  session_refresh_tokens: SessionRefreshTokensTable
  sessions: SessionsTable
  sign_in_tokens: SignInTokensTable
  sign_ins: SignInsTable
  sign_ups: SignUpsTable
  signing_keys: SigningKeysTable
  totps: TotpsTable
  users: UsersTable
  verifications: VerificationsTable
  web3_wallets: Web3WalletsTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_endpoints: WebhookEndpointsTable
}
