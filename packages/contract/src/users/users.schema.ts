import { z } from 'zod'
import { ExternalAccountResource } from '../external-accounts/external-accounts.schema.ts'
import { ClientOrganizationMembershipResource } from '../organization-memberships/organization-memberships.schema.ts'
import { metadata, timestamp } from '../shared/values.schema.ts'
import { Web3WalletResource } from '../web3-wallets/web3-wallets.schema.ts'

/** How an identifier was, or is being, proven. */
export const IdentifierVerification = z
  .object({
    object: z.enum([
      'verification_otp',
      'verification_email_link',
      'verification_admin',
      'verification_ticket',
      'verification_from_oauth',
    ]),
    status: z.enum(['unverified', 'verified', 'failed', 'expired', 'transferable']),
    strategy: z.string(),
    attempts: z.number().int().nullable(),
    expire_at: timestamp.nullable(),
  })
  .meta({ id: 'IdentifierVerification' })

export const EmailAddressResource = z
  .object({
    id: z.string(),
    object: z.literal('email_address'),
    email_address: z.string(),
    reserved: z.boolean(),
    verification: IdentifierVerification.nullable(),
    linked_to: z.array(z.object({ type: z.string(), id: z.string() })),
    matches_sso_connection: z.boolean(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'EmailAddress' })

/** A user as the Backend API and the browser both see it. */
export const userFields = {
  id: z.string(),
  object: z.literal('user'),
  external_id: z.string().nullable(),
  primary_email_address_id: z.string().nullable(),
  primary_phone_number_id: z.string().nullable(),
  primary_web3_wallet_id: z.string().nullable(),
  username: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  locale: z.string().nullable(),
  image_url: z.string(),
  profile_image_url: z.string(),
  has_image: z.boolean(),
  public_metadata: metadata,
  unsafe_metadata: metadata,
  email_addresses: z.array(EmailAddressResource),
  phone_numbers: z.array(z.never()),
  web3_wallets: z.array(Web3WalletResource),
  passkeys: z.array(z.never()),
  external_accounts: z.array(ExternalAccountResource),
  saml_accounts: z.array(z.never()),
  enterprise_accounts: z.array(z.never()),
  password_enabled: z.boolean(),
  two_factor_enabled: z.boolean(),
  totp_enabled: z.boolean(),
  backup_code_enabled: z.boolean(),
  mfa_enabled_at: timestamp.nullable(),
  mfa_disabled_at: timestamp.nullable(),
  password_last_updated_at: timestamp.nullable(),
  last_sign_in_at: timestamp.nullable(),
  last_active_at: timestamp.nullable(),
  delete_self_enabled: z.boolean(),
  create_organization_enabled: z.boolean(),
  create_organizations_limit: z.number().int().nullable(),
  legal_accepted_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
}

/** A user as servers see it: with private metadata, ban and lock. */
export const UserResource = z
  .object({
    ...userFields,
    private_metadata: metadata,
    banned: z.boolean(),
    locked: z.boolean(),
    lockout_expires_in_seconds: z.number().int().nullable(),
    verification_attempts_remaining: z.number().int().nullable(),
    bypass_client_trust: z.boolean(),
  })
  .meta({ id: 'User' })

/** A user as their own browser sees them: what servers keep to themselves is left out. */
export const ClientUserResource = z
  .object({
    ...userFields,
    // Left out where there is no limit: browsers know no `null` here.
    create_organizations_limit: z.number().int().optional(),
    organization_memberships: z.array(ClientOrganizationMembershipResource),
    banned: z.boolean(),
    locked: z.boolean(),
    lockout_expires_in_seconds: z.number().int().nullable(),
    verification_attempts_remaining: z.number().int().nullable(),
  })
  .meta({ id: 'ClientUser' })
