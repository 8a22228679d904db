import { verifyJws } from '@keywright/tokens'
import { isSessionCategory } from './token-category.ts'
import { prove, type VerifyTokenOptions } from './verifier.ts'

/**
 * The cookies in a handshake's payload (wire contract 4.4), which older servers hand over as a signed token; `undefined` where it
 * is none of this instance. Only the signature is proven: the payload has no end, and the session token in it has one.
 */
export async function handshakeDirectives(
  token: string,
  options: VerifyTokenOptions,
): Promise<readonly unknown[] | undefined> {
  const result = await prove(options, (source) => verifyJws(token, source))
  // A token from a template has claims that its author chose: `handshake` might be among them.
  if (!result.ok || !isSessionCategory(result.header.cat)) return undefined
  const { handshake, sid } = result.claims
  // So might it among the custom claims of a session's token, filled from what its user may write.
  return Array.isArray(handshake) && sid === undefined ? handshake : undefined
}
