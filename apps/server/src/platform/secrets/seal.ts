import { createCipheriv, createDecipheriv, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { InvariantError } from '../domain-error.ts'

const nonceBytes = 12
const tagBytes = 16

/** Seals secrets at rest with AES-256-GCM (NIST SP 800-38D) under the installation's master key. */
export interface Vault {
  /** `context` is authenticated, not stored: a value sealed for one row cannot be opened as another. */
  seal(plain: Buffer | string, context: string): Buffer
  open(sealed: Buffer, context: string): Buffer
  /** A keyed hash for values that must be findable but not readable, such as short codes. */
  fingerprint(value: string, context: string): Buffer
}

export function createVault(masterKey: Buffer): Vault {
  if (masterKey.length !== 32) throw new InvariantError('the master key has 32 bytes')
  const sealingKey = createHmac('sha256', masterKey).update('keywright seal v1').digest()
  const hashingKey = createHmac('sha256', masterKey).update('keywright fingerprint v1').digest()
  return {
    seal(plain, context) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed, context) {
      const nonce = sealed.subarray(0, nonceBytes)
      const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, nonce, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(context)).setAuthTag(tag)
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
    },
    fingerprint(value, context) {
      return createHmac('sha256', hashingKey).update(`${context}\0${value}`).digest()
    },
  }
}

/** SHA-256, for tokens with enough randomness of their own. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** Compares in a time that does not depend on where the difference is. */
export function equalSecrets(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
