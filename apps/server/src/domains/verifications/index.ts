export { toChallenge } from './challenge.policy.ts'
export { isWelcomeAddress, requireWelcomeAddress } from './given-addresses.policy.ts'
export {
  type LinkOutcome,
  type LinkStatus,
  linkTargetUrl,
  requireRedirectUrl,
  verifyLinkUrl,
} from './links.policy.ts'
export type {
  ExternalStrategy,
  Verification,
  VerificationError,
  VerificationPurpose,
  VerificationStatus,
  VerificationStrategy,
} from './verification.entity.ts'
export {
  type AttemptOutcome,
  attemptFault,
  isTestAddress,
  isTestMode,
} from './verifications.policy.ts'
export { toFactorVerification } from './verifications.resource.ts'
export {
  type CodeInput,
  createVerificationsService,
  type SentStrategy,
  type StartedVerification,
  type StartInput,
  type VerificationsService,
} from './verifications.service.ts'
