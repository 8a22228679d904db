/**
 * The port through which signatures are checked. Two adapters implement it, chosen by export condition under the name
 * `#signature`: synchronous node:crypto on Node, where a hop to the thread pool costs more than the check and would wait
 * behind password hashes, and Web Crypto everywhere else.
 */

/** What official SDKs verify (RS256, RS384, RS512), and ES256 for those who use ours only. Never a symmetric one. */
export type SignatureAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'ES256'

/** A public key as JSON (RFC 7517), with whatever other members it carries. */
export interface PublicJwk {
  kty?: string | undefined
  kid?: string | undefined
  alg?: string | undefined
  use?: string | undefined
  crv?: string | undefined
  n?: string | undefined
  e?: string | undefined
  x?: string | undefined
  y?: string | undefined
}

declare const imported: unique symbol

/** A key in the form its adapter needs; nothing else looks inside. */
export interface ImportedKey {
  readonly [imported]: true
}

/** What an adapter does. */
export interface SignaturePort {
  importJwk(jwk: PublicJwk, algorithm: SignatureAlgorithm): Promise<ImportedKey>
  importSpki(pem: string, algorithm: SignatureAlgorithm): Promise<ImportedKey>
  verifySignature(
    algorithm: SignatureAlgorithm,
    key: ImportedKey,
    signingInput: string,
    signature: Uint8Array,
  ): boolean | Promise<boolean>
  /** The bytes of a base64url text that was found well-formed before. */
  decodeBase64Url(text: string): Uint8Array
  /** The text of UTF-8 bytes in base64url; broken UTF-8 is replaced, never refused here. */
  decodeBase64UrlText(text: string): string
}
