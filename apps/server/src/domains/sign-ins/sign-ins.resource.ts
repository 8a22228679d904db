import type { SecondFactorStrategy, SignInResource } from '@keywright/contract'
import type { z } from 'zod'
import type { Instance } from '../instances/index.ts'
import { type User, userImageUrl } from '../users/index.ts'
import { toFactorVerification, type Verification } from '../verifications/index.ts'
import type { OfferedFactor, SignIn } from './sign-in.entity.ts'
import type { SignInStatus } from './sign-in.machine.ts'
import { maskEmailAddress } from './sign-in.policy.ts'

export type SignInWire = z.input<typeof SignInResource>

/** What an attempt is shown with. */
export interface SignInView {
  signIn: SignIn
  status: SignInStatus
  /** `undefined` for strangers, and where existence is concealed. */
  user: User | undefined
  identifiers: SignInWire['supported_identifiers']
  factors: readonly OfferedFactor[] | undefined
  verification: Verification | undefined
  /** `undefined` where nobody is asked for one. */
  secondFactors: readonly SecondFactorStrategy[] | undefined
  secondVerification: Verification | undefined
  images: ImageContext
}

/** Where images are served from. */
export interface ImageContext {
  instance: Instance
  publicUrl: string
}

/** An attempt as the browser that makes it sees it. */
export function toSignInResource({
  signIn,
  status,
  user,
  identifiers,
  factors,
  verification,
  secondFactors,
  secondVerification,
  images,
}: SignInView): SignInWire {
  return {
    object: 'sign_in_attempt',
    id: signIn.id,
    status,
    supported_identifiers: identifiers,
    supported_first_factors: factors?.map(toFactor) ?? null,
    supported_second_factors: secondFactors?.map((strategy) => ({ strategy })) ?? null,
    first_factor_verification: verification ? toFactorVerification(verification) : null,
    second_factor_verification: secondVerification ? toFactorVerification(secondVerification) : null,
    identifier: signIn.identifier,
    user_data: user ? toUserData(user, images) : null,
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt.getTime(),
  }
}

function toFactor({ strategy, emailAddressId, emailAddress, isPrimary, web3WalletId }: OfferedFactor) {
  if (web3WalletId !== undefined) return { strategy, web3_wallet_id: web3WalletId }
  if (emailAddressId === undefined || emailAddress === undefined) return { strategy }
  return {
    strategy,
    email_address_id: emailAddressId,
    safe_identifier: maskEmailAddress(emailAddress),
    primary: isPrimary ?? false,
  }
}

function toUserData(user: User, images: ImageContext) {
  return {
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: userImageUrl(user, images),
    has_image: user.imageId !== null,
  }
}
