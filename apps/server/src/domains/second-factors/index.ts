export {
  createSecondFactorProofs,
  type SecondFactorOutcome,
  type SecondFactorProofs,
} from './second-factor-proofs.service.ts'
export {
  availableSecondFactors,
  hasSecondFactor,
  mustSetUpSecondFactor,
  type OwnSecondFactors,
  secondFactorsOf,
} from './second-factors.policy.ts'
export { backupCodeEnabledOfUser, totpEnabledOf } from './second-factors.repository.ts'
