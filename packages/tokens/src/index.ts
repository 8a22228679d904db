export { type DecodedJwt, decodeJwt, tokenLengthMax } from './decode-jwt.ts'
export type { TokenFault, TokenFaultCode } from './jwt-checks.ts'
export { permissionsOf, scopedNames } from './permission-claims.ts'
export {
  type ActorClaim,
  type FactorVerificationAge,
  type JwtHeader,
  type OrganizationClaim,
  type SessionClaims,
  type SessionClaimsV1,
  type SessionClaimsV2,
  type TokenCategory,
  type TokenVersions,
  tokenCategories,
} from './session-claims.ts'
export type { PublicJwk, SignatureAlgorithm } from './signature.ts'
export {
  importKeySet,
  importPublicPem,
  importVerificationKey,
  type VerificationKey,
} from './verification-key.ts'
export {
  type KeySource,
  type VerifyJwsResult,
  type VerifyJwtOptions,
  type VerifyJwtResult,
  verifyJws,
  verifyJwt,
} from './verify-jwt.ts'
