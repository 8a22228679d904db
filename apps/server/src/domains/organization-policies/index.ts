export { commonRanges, effectivePolicy, inheritedPolicy } from './effective-policy.policy.ts'
export type { OrganizationPolicy, ProvenSession, UnmetRule } from './organization-policy.entity.ts'
export { changedPolicy, type PolicyChange } from './policy-change.policy.ts'
export { policyUnmet, unmetIn } from './unmet-rules.policy.ts'
