export { type ActivityRecorder, createActivityRecorder } from './activity.service.ts'
export { findReservedClaim } from './claims.policy.ts'
export type { ClientSnapshot, SessionSnapshot } from './session-snapshot.entity.ts'
export { createSessionSnapshots, type SessionSnapshots } from './session-snapshots.service.ts'
export {
  createSessionTokensService,
  type SessionTokensService,
  type TokenCaller,
} from './session-tokens.service.ts'
export { fillShortcodes, hasShortcodes, type ShortcodeSource } from './shortcodes.policy.ts'
export { type JwsAlgorithm, jwsAlgorithms, type SigningMaterial, signJwt } from './sign-jwt.ts'
export { type SessionClaimsSource, type TokenUser, toTokenUser } from './token-subject.entity.ts'
export {
  createTokensService,
  type MintInput,
  type TokensService,
  type TokenTemplate,
} from './tokens.service.ts'
