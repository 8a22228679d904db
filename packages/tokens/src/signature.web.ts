// By its parts: the whole of it has what an edge run-time warns about.
import * as base64url from 'jose/base64url'
import { importJWK, importSPKI } from 'jose/key/import'
import type { ImportedKey, SignatureAlgorithm, SignaturePort } from './signature.ts'

type WebKey = Awaited<ReturnType<typeof importSPKI>>

// RFC 7518 §3.3 and §3.4.
const parameters: Record<SignatureAlgorithm, { name: string; hash: string }> = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const nonAscii = /[\u0080-\u00ff]/

/** Signature checks by Web Crypto: browsers, edge run-times, Deno, Bun. */
export const signaturePort: SignaturePort = {
  async importJwk({ kty, crv, n, e, x, y }, algorithm) {
    // Only the public members go in: `key_ops` or `use` of a strange key set must not decide what is allowed here.
    const members = kty === 'EC' ? { kty, crv, x, y } : { kty, n, e }
    const present = Object.entries(members).filter(([, value]) => value !== undefined)
    return asImported((await importJWK(Object.fromEntries(present), algorithm)) as WebKey)
  },
  importSpki: async (pem, algorithm) => asImported(await importSPKI(pem, algorithm)),
  verifySignature: (algorithm, key, signingInput, signature) =>
    crypto.subtle.verify(
      parameters[algorithm],
      asWebKey(key),
      new Uint8Array(signature),
      encoder.encode(signingInput),
    ),
  decodeBase64Url: (text) => base64url.decode(text),
  decodeBase64UrlText(text) {
    // Claims are mostly ASCII, and then what `atob` makes is the text already; bytes take as long again.
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return nonAscii.test(binary) ? decoder.decode(base64url.decode(text)) : binary
  },
}

const asImported = (key: WebKey) => key as unknown as ImportedKey
const asWebKey = (key: ImportedKey) => key as unknown as WebKey
