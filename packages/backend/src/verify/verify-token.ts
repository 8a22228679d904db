import type { SessionClaims } from '@keywright/tokens'
import { type Environment, readEnvironment } from '../environment.ts'
import { TokenVerificationError } from './token-verification-error.ts'
import { checkToken, type VerifyTokenOptions } from './verifier.ts'

/**
 * Proves a session token and returns its claims; throws `TokenVerificationError` with a reason.
 *
 * Without keys in the options those of the environment are taken.
 */
export async function verifyToken(
  token: string,
  options: VerifyTokenOptions = {},
  environment?: Environment,
): Promise<SessionClaims> {
  const hasKeys = options.secretKey || options.jwtKey || options.publishableKey || options.url
  const result = await checkToken(token, hasKeys ? options : { ...readEnvironment(environment), ...options })
  if (!result.ok) throw new TokenVerificationError(result.refusal)
  return result.claims
}
