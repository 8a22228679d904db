import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import type { ImportedKey, SignatureAlgorithm, SignaturePort } from './signature.ts'

// RFC 7518 §3.3 and §3.4; JOSE writes ECDSA signatures as r and s side by side, not as DER.
const hashes: Record<SignatureAlgorithm, string> = {
  RS256: 'sha256',
  RS384: 'sha384',
  RS512: 'sha512',
  ES256: 'sha256',
}

/** Signature checks by node:crypto, without leaving the thread. */
export const signaturePort: SignaturePort = {
  importJwk: async (jwk) => asImported(createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })),
  importSpki: async (pem) => asImported(createPublicKey(pem)),
  verifySignature(algorithm, key, signingInput, signature) {
    const keyObject = asKeyObject(key)
    return verify(
      hashes[algorithm],
      Buffer.from(signingInput),
      algorithm === 'ES256' ? { key: keyObject, dsaEncoding: 'ieee-p1363' } : keyObject,
      signature,
    )
  },
  decodeBase64Url: (text) => Buffer.from(text, 'base64url'),
  decodeBase64UrlText: (text) => Buffer.from(text, 'base64url').toString(),
}

const asImported = (key: KeyObject) => key as unknown as ImportedKey
const asKeyObject = (key: ImportedKey) => key as unknown as KeyObject
