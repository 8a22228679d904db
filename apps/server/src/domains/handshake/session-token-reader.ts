/** Reads session tokens that come back to the server that made them: proven, also when they have expired. */
import { decodeJwt, importKeySet, type TokenFaultCode, verifyJwt } from '@keywright/tokens'
import type { Clock } from '../../platform/clock.ts'
import type { Instance } from '../instances/index.ts'
import type { SigningKeysService } from '../signing-keys/index.ts'

export type ReadToken =
  | { kind: 'proven'; claims: Record<string, unknown> }
  | { kind: 'refused'; code: TokenFaultCode }

export interface SessionTokenReader {
  /** A token that counts now. */
  read(instance: Instance, token: string): Promise<ReadToken>
  /** A token that counted once: only its time may be over. */
  readExpired(instance: Instance, token: string): Promise<ReadToken>
}

export function createSessionTokenReader({
  signingKeys,
  clock,
}: {
  signingKeys: Pick<SigningKeysService, 'publicKeys'>
  clock: Clock
}): SessionTokenReader {
  async function readAt(instance: Instance, token: string, now: Date): Promise<ReadToken> {
    const keys = await importKeySet({ keys: await signingKeys.publicKeys(instance) })
    const result = await verifyJwt(token, { keys, now })
    if (!result.ok) return { kind: 'refused', code: result.fault.code }
    return { kind: 'proven', claims: { ...result.claims } }
  }

  return {
    read: (instance, token) => readAt(instance, token, clock.now()),
    readExpired(instance, token) {
      const issuedAt = decodeJwt(token)?.claims.iat
      // A token from the future is measured by the present, and so refused.
      const seconds = Math.min(typeof issuedAt === 'number' ? issuedAt : 0, clock.now().getTime() / 1000)
      return readAt(instance, token, new Date(seconds * 1000))
    },
  }
}
