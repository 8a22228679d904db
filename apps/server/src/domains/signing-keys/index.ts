export type { ActiveKey, PublicJwk, SigningAlgorithm } from './signing-key.entity.ts'
export {
  createSigningKeysService,
  type RotateOptions,
  type SigningKeysService,
} from './signing-keys.service.ts'
