export { findReservedClaim } from './claims.policy.ts'
export { fillShortcodes, hasShortcodes, type ShortcodeSource } from './shortcodes.policy.ts'
export { type JwsAlgorithm, jwsAlgorithms, type SigningMaterial } from './sign-jwt.ts'
export { type SessionClaimsSource, type TokenUser, toTokenUser } from './token-subject.entity.ts'
export {
  createTokensService,
  type MintInput,
  type TokensService,
  type TokenTemplate,
} from './tokens.service.ts'
