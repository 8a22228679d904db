/** What is said to whoever asks for a kind of token that the request does not have. */
import type { InvalidTokenAuthObject, TokenType, UnauthenticatedMachineObject } from '@keywright/backend'

const nobody = { getToken: async () => null, has: () => false, debug: () => ({}) }

export function invalidToken(): InvalidTokenAuthObject {
  return { tokenType: null, isAuthenticated: false, ...nobody }
}

export function unrecognisedMachine(
  tokenType: Exclude<TokenType, 'session_token'>,
): UnauthenticatedMachineObject {
  return { tokenType, isAuthenticated: false, id: null, subject: null, scopes: null, ...nobody }
}
