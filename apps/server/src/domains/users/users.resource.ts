import type { ClientUserResource, PublicUserData, UserResource } from '@keywright/contract'
import type { z } from 'zod'
import { type Clock, toMillis } from '../../platform/clock.ts'
import { toEmailAddressResource } from '../email-addresses/index.ts'
import { toExternalAccountResource } from '../external-accounts/index.ts'
import { type ImagesContext, imagesUrl, initialsOf } from '../images/index.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { hasSecondFactor } from '../second-factors/index.ts'
import { toWeb3WalletResource } from '../web3-wallets/index.ts'
import type { User } from './user.entity.ts'
import { attemptsRemaining, isLocked, lockoutSecondsLeft } from './users.policy.ts'

export interface UserResourceContext extends ImagesContext {
  now: Date
  instance: Instance
}

/** Writes users for servers, in the scope of a request. */
export type PresentUser = (user: User, scope: Scope) => z.input<typeof UserResource>

/** Fixes what does not depend on the request, once for all routes. */
export function createUserPresenter({ clock, publicUrl }: { clock: Clock; publicUrl: string }): PresentUser {
  return (user, { instance }) => toUserResource(user, { now: clock.now(), instance, publicUrl })
}

type OwnMemberships = z.input<typeof ClientUserResource>['organization_memberships']

/** All that users are members of, by user; for nobody where organizations are switched off. */
export type PresentMemberships = (
  instance: Instance,
  users: readonly User[],
) => Promise<(userId: string) => OwnMemberships>

/** Writes users for themselves, in the scope of a request. */
export type PresentClientUser = (user: User, scope: Scope) => Promise<z.input<typeof ClientUserResource>>

/** The same for browsers. */
export function createClientUserPresenter({
  clock,
  publicUrl,
  presentMemberships,
}: {
  clock: Clock
  publicUrl: string
  presentMemberships: PresentMemberships
}): PresentClientUser {
  return async (user, { instance }) => {
    const membershipsOf = await presentMemberships(instance, [user])
    return toClientUserResource(user, membershipsOf(user.id), { now: clock.now(), instance, publicUrl })
  }
}

/** A user as servers see it. */
export function toUserResource(user: User, context: UserResourceContext): z.input<typeof UserResource> {
  return {
    ...toSharedUserFields(user, context),
    ...toAccessFields(user, context),
    private_metadata: user.privateMetadata,
    bypass_client_trust: user.bypassClientTrust,
  }
}

/** A user as their own browser sees them. */
export function toClientUserResource(
  user: User,
  memberships: OwnMemberships,
  context: UserResourceContext,
): z.input<typeof ClientUserResource> {
  const { create_organizations_limit: limit, ...fields } = toSharedUserFields(user, context)
  return {
    ...fields,
    ...toAccessFields(user, context),
    ...(limit === null ? {} : { create_organizations_limit: limit }),
    organization_memberships: memberships,
  }
}

function toAccessFields(user: User, { now, instance }: UserResourceContext) {
  const { user_lockout: lockout } = instance.settings.attack_protection
  return {
    banned: user.banned,
    locked: isLocked(user, now),
    lockout_expires_in_seconds: lockoutSecondsLeft(user, now),
    verification_attempts_remaining: attemptsRemaining(user, lockout, now),
  }
}

/** What the user’s own browser and servers both see. */
function toSharedUserFields(user: User, context: UserResourceContext) {
  const imageUrl = userImageUrl(user, context)
  return {
    id: user.id,
    object: 'user' as const,
    external_id: user.externalId,
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: user.primaryWeb3WalletId,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    locale: user.locale,
    image_url: imageUrl,
    profile_image_url: imageUrl,
    has_image: user.imageId !== null,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    email_addresses: user.emailAddresses.map(toEmailAddressResource),
    phone_numbers: [],
    web3_wallets: user.web3Wallets.map(toWeb3WalletResource),
    passkeys: [],
    external_accounts: user.externalAccounts.map((account) => toExternalAccountResource(account, context)),
    saml_accounts: [],
    enterprise_accounts: [],
    password_enabled: user.passwordUpdatedAt !== null,
    two_factor_enabled: hasSecondFactor(user),
    totp_enabled: user.totpEnabled,
    backup_code_enabled: user.backupCodeEnabled,
    mfa_enabled_at: toMillis(user.mfaEnabledAt),
    mfa_disabled_at: toMillis(user.mfaDisabledAt),
    password_last_updated_at: toMillis(user.passwordUpdatedAt),
    last_sign_in_at: toMillis(user.lastSignInAt),
    last_active_at: toMillis(user.lastActiveAt),
    delete_self_enabled: user.deleteSelfEnabled,
    create_organization_enabled: user.createOrganizationEnabled,
    create_organizations_limit: user.createOrganizationsLimit,
    legal_accepted_at: toMillis(user.legalAcceptedAt),
    created_at: toMillis(user.createdAt),
    updated_at: toMillis(user.updatedAt),
  }
}

/** What others than the user may see of them: a name, a picture, and one identifier. */
export function toPublicUserData(
  user: User,
  context: Omit<UserResourceContext, 'now'>,
): z.input<typeof PublicUserData> {
  const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId)
  const imageUrl = userImageUrl(user, context)
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: imageUrl,
    profile_image_url: imageUrl,
    has_image: user.imageId !== null,
    identifier: primary?.emailAddress ?? user.username ?? '',
    user_id: user.id,
    username: user.username,
  }
}

/**
 * An uploaded image, or a picture of the initials. The initials stand in the address, so that drawing it needs no look-up
 * and an address can be cached for good.
 */
export function userImageUrl(
  user: Pick<User, 'id' | 'imageId' | 'firstName' | 'lastName'>,
  context: ImagesContext,
): string {
  const base = imagesUrl(context)
  if (user.imageId !== null) return `${base}/${user.imageId}`
  const initials = initialsOf(user.firstName, user.lastName)
  const query = initials === '' ? '' : `?initials=${encodeURIComponent(initials)}`
  return `${base}/default/${user.id}${query}`
}
