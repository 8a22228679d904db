import {
  createRevocationFeed,
  TokenVerificationError,
  verifyToken,
} from '../../packages/backend/src/index.ts'

/** What a server that protects an app asks on each request. */
export interface Verifier {
  /** Whether a session token that has not expired is refused all the same. */
  isRefused(token: string): Promise<boolean>
  close(): void
}

export interface VerifierOptions {
  /** Where the Backend API is. */
  url: string
  secretKey: string
}

/** Opens the verifier that is measured; resolves when it has the whole set. */
export async function openVerifier({ url, secretKey }: VerifierOptions): Promise<Verifier> {
  const revocations = createRevocationFeed({ apiUrl: url, secretKey })
  await revocations.ready()
  return {
    async isRefused(token) {
      try {
        await verifyToken(token, { apiUrl: url, secretKey, revocations })
        return false
      } catch (error) {
        if (error instanceof TokenVerificationError && error.reason === 'token-revoked') return true
        throw error
      }
    },
    close: revocations.close,
  }
}
