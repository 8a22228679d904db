import type { BackendSignUpResource, InstanceSettings, SignUpResource } from '@keywright/contract'
import type { z } from 'zod'
import { toMillis } from '../../platform/clock.ts'
import { toFactorVerification, type Verification } from '../verifications/index.ts'
import { web3StrategiesFor } from '../web3-wallets/index.ts'
import type { SignUp } from './sign-up.entity.ts'
import type { SignUpStatus } from './sign-up.machine.ts'
import { requirementsOf } from './sign-up.policy.ts'

export type SignUpWire = z.input<typeof SignUpResource>

/** What an attempt is shown with. */
export interface SignUpView {
  signUp: SignUp
  status: SignUpStatus
  settings: InstanceSettings
  verification: Verification | undefined
  externalVerification: Verification | undefined
  web3Verification: Verification | undefined
}

/** An attempt as the browser that makes it sees it. */
export function toSignUpResource(view: SignUpView): SignUpWire {
  return {
    ...toSharedFields(view),
    verifications: {
      email_address: view.signUp.emailAddress === null ? null : toEmailVerification(view),
      phone_number: null,
      web3_wallet: view.web3Verification
        ? { ...toFactorVerification(view.web3Verification), ...nextWeb3Step(view) }
        : null,
      external_account: view.externalVerification ? toFactorVerification(view.externalVerification) : null,
    },
  }
}

/** An attempt as servers see it. */
export function toBackendSignUpResource(view: SignUpView): z.input<typeof BackendSignUpResource> {
  return {
    ...toSharedFields(view),
    verifications: {
      email_address: view.signUp.emailAddress === null ? null : nextStep(view),
      phone_number: null,
      web3_wallet: view.signUp.web3Wallet === null ? null : nextWeb3Step(view),
      external_account: null,
    },
    locale: view.signUp.locale,
  }
}

function toSharedFields({ signUp, status, settings }: SignUpView) {
  const requirements = requirementsOf(settings, signUp)
  const isOpen = status === 'missing_requirements'
  return {
    object: 'sign_up_attempt' as const,
    id: signUp.id,
    status,
    required_fields: requirements.required,
    optional_fields: requirements.optional,
    missing_fields: isOpen ? requirements.missing : [],
    unverified_fields: isOpen ? requirements.unverified : [],
    username: signUp.username,
    email_address: signUp.emailAddress,
    phone_number: null,
    web3_wallet: signUp.web3Wallet,
    password_enabled: signUp.hasPassword,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    unsafe_metadata: signUp.unsafeMetadata,
    public_metadata: {},
    custom_action: signUp.customAction,
    external_id: signUp.externalId,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: signUp.abandonAt.getTime(),
    legal_accepted_at: toMillis(signUp.legalAcceptedAt),
  }
}

/** `null` until something was sent: the official sign-up page asks for a code only while no proof is under way. */
function toEmailVerification(view: SignUpView): SignUpWire['verifications']['email_address'] {
  const { emailVerifiedBy } = view.signUp
  // The proof is a provider's, and stands with its account.
  if (emailVerifiedBy?.startsWith('from_oauth_'))
    return { ...fromProvider(emailVerifiedBy), ...nextStep(view) }
  return view.verification ? { ...toFactorVerification(view.verification), ...nextStep(view) } : null
}

function fromProvider(strategy: string) {
  return {
    object: 'verification_from_oauth' as const,
    status: 'verified' as const,
    strategy: strategy as `from_oauth_${string}`,
    attempts: null,
    expire_at: null,
  }
}

function nextStep({ signUp, verification, settings }: SignUpView) {
  return {
    next_action: actionOf(verification, signUp.emailVerifiedAt),
    supported_strategies: [...settings.email_address.verify_with],
  }
}

function nextWeb3Step({ signUp, web3Verification, settings }: SignUpView) {
  return {
    next_action: actionOf(web3Verification, signUp.web3VerifiedAt),
    supported_strategies: web3StrategiesFor(settings, signUp.web3Wallet ?? ''),
  }
}

function actionOf(verification: Verification | undefined, verifiedAt: Date | null) {
  if (verifiedAt !== null) return '' as const
  return verification?.status === 'unverified' ? ('needs_attempt' as const) : ('needs_prepare' as const)
}
