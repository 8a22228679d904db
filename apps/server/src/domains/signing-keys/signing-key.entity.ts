import type { KeyObject } from 'node:crypto'
import type { Id, InstanceId } from '@keywright/contract'

export type SigningKeyId = Id<'signingKey'>

/** RS256 is what official SDKs verify; ES256 is cheaper, for those who use ours only. */
export type SigningAlgorithm = 'RS256' | 'ES256'

/** The key that signs now, ready for use. */
export interface ActiveKey {
  kid: SigningKeyId
  algorithm: SigningAlgorithm
  privateKey: KeyObject
}

/** A public key as a key set holds it (RFC 7517). */
export interface PublicJwk {
  use: 'sig'
  kty: string
  kid: string
  alg: string
  [member: string]: string
}

/** A key as it is stored: the private half sealed. */
export interface StoredKey {
  kid: SigningKeyId
  algorithm: SigningAlgorithm
  publicJwk: PublicJwk
  sealedPrivateKey: Buffer
}

/** Names what a sealed private key belongs to, so that it cannot be opened as another's. */
export function sealContext(instanceId: InstanceId, kid: SigningKeyId): string {
  return `signing_key:${instanceId}:${kid}`
}
