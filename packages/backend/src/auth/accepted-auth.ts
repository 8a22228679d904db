import { type AcceptsToken, acceptsType, isMachineType } from '../request/token-types.ts'
import {
  type AuthObject,
  invalidTokenAuthObject,
  signedOutAuthObject,
  unauthenticatedMachineObject,
} from './auth-object.ts'

/**
 * What a handler sees that accepts certain kinds of token, where the middleware before it took any: the object itself, or the
 * one for nobody, of the kind that was asked for.
 */
export function acceptedAuth(auth: AuthObject, accepts: AcceptsToken = 'session_token'): AuthObject {
  if (accepts === 'any' || (auth.tokenType !== null && acceptsType(accepts, auth.tokenType))) return auth
  if (typeof accepts !== 'string') return invalidTokenAuthObject()
  return isMachineType(accepts) ? unauthenticatedMachineObject(accepts) : signedOutAuthObject()
}
