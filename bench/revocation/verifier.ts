import { openStreamVerifier } from './stream-verifier.ts'

/** What a server that protects an app asks on each request. */
export interface Verifier {
  /** Whether a session token that has not expired is refused all the same. */
  isRefused(token: string): boolean
  close(): void
}

export interface VerifierOptions {
  /** Where the Backend API is. */
  url: string
  secretKey: string
}

/** Opens the verifier that is measured; resolves when it has the whole set. */
export const openVerifier: (options: VerifierOptions) => Promise<Verifier> = openStreamVerifier
