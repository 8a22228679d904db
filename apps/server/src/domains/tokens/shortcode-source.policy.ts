import type { ShortcodeSource } from './shortcodes.policy.ts'
import type { SessionClaimsSource, TokenUser } from './token-subject.entity.ts'

export interface ShortcodeSubject {
  session: SessionClaimsSource
  user: TokenUser
  imageUrl: string
}

/** All that claims can name. Names are the wire's; private metadata is not among them. */
export function toShortcodeSource({ session, user, imageUrl }: ShortcodeSubject): ShortcodeSource {
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
      two_factor_enabled: false,
      created_at: user.createdAt.getTime(),
      updated_at: user.updatedAt.getTime(),
      last_sign_in_at: user.lastSignInAt?.getTime() ?? null,
      public_metadata: user.publicMetadata,
      unsafe_metadata: user.unsafeMetadata,
      organizations: {},
    },
    session: { id: session.id, actor: session.actor, status: session.status },
  }
}

function fullName({ firstName, lastName }: TokenUser): string | null {
  const parts = [firstName, lastName].filter((part) => part !== null && part !== '')
  return parts.length === 0 ? null : parts.join(' ')
}
