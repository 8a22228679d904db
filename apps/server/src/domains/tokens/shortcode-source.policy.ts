import type { ShortcodeSource } from './shortcodes.policy.ts'
import type { TokenOrganization } from './token-organization.entity.ts'
import type { SessionClaimsSource, TokenUser } from './token-subject.entity.ts'

export interface ShortcodeSubject {
  session: SessionClaimsSource
  user: TokenUser
  imageUrl: string
  organization: TokenOrganization | undefined
}

/** All that claims can name. Names are the wire's; private metadata is not among them. */
export function toShortcodeSource({
  session,
  user,
  imageUrl,
  organization,
}: ShortcodeSubject): ShortcodeSource {
  return {
    user: {
      id: user.id,
      external_id: user.externalId,
      first_name: user.firstName,
      last_name: user.lastName,
      full_name: fullName(user),
      username: user.username,
      image_url: imageUrl,
      has_image: user.imageId !== null,
      primary_email_address: user.primaryEmailAddress?.emailAddress ?? null,
      primary_phone_number: null,
      primary_phone_address: null,
      primary_web3_wallet: user.primaryWeb3Wallet,
      email_verified: user.primaryEmailAddress?.isVerified ?? false,
      phone_number_verified: false,
      two_factor_enabled: user.twoFactorEnabled,
      created_at: user.createdAt.getTime(),
      updated_at: user.updatedAt.getTime(),
      last_sign_in_at: user.lastSignInAt?.getTime() ?? null,
      public_metadata: user.publicMetadata,
      unsafe_metadata: user.unsafeMetadata,
      // Only the one that is active: all of them would not fit into a token.
      organizations: organization ? { [organization.id]: organization.roleKeys[0] ?? null } : {},
    },
    session: { id: session.id, actor: session.actor, status: session.status },
    ...(organization ? organizationSource(organization) : {}),
  }
}

function organizationSource(organization: TokenOrganization): ShortcodeSource {
  return {
    org: {
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      role: organization.roleKeys[0] ?? null,
      roles: organization.roleKeys,
      image_url: organization.imageUrl,
      has_image: organization.hasImage,
      public_metadata: organization.publicMetadata,
    },
    org_membership: {
      public_metadata: organization.membershipPublicMetadata,
      permissions: organization.permissionKeys,
    },
  }
}

function fullName({ firstName, lastName }: TokenUser): string | null {
  const parts = [firstName, lastName].filter((part) => part !== null && part !== '')
  return parts.length === 0 ? null : parts.join(' ')
}
