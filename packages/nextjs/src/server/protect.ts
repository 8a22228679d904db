/** `auth.protect()`: lets those through who may, and ends the request of everybody else. */
import {
  type AuthOptions,
  type ConditionFunction,
  meetsCondition,
  type RequestAuth,
} from '@keywright/adapter-core'
import type {
  AcceptsToken,
  AuthObject,
  CheckAuthorizationParams,
  SignedInAuthObject,
} from '@keywright/backend'
import { signInRedirect } from '@keywright/backend/internal'
import { redirectTo, refuseWith } from './control-flow.ts'
import type { KnownRequest } from './known-request.ts'

export interface ProtectOptions {
  /** Where strangers are sent, in place of the sign-in; programs, too. */
  unauthenticatedUrl?: string | undefined
  /** Where those are sent who are signed in and may not. */
  unauthorizedUrl?: string | undefined
  /** What kinds of token are accepted; a session's by default. */
  token?: AcceptsToken | undefined
}

type ProtectParams = CheckAuthorizationParams & ProtectOptions

export interface Protect<Result, MachineResult = Result> {
  (params: ProtectParams & { token: AcceptsToken }, options?: ProtectOptions): MachineResult
  (params?: ProtectParams | ConditionFunction, options?: ProtectOptions): Result
}

export type ProtectArguments = [params?: ProtectParams | ConditionFunction, options?: ProtectOptions]

/** Returns who it is; throws what Next.js, or the middleware, makes an answer of. */
export function enforce(known: KnownRequest, [params, more]: ProtectArguments): AuthObject {
  const own: ProtectOptions = typeof params === 'object' ? params : {}
  const accepts = own.token ?? more?.token ?? 'session_token'
  const auth = readAs(known.auth, { acceptsToken: accepts })
  if (auth.tokenType !== 'session_token') return auth.isAuthenticated ? auth : refuseWith(401)
  if (!isSignedIn(auth)) return refuseStranger(known, own.unauthenticatedUrl ?? more?.unauthenticatedUrl)
  if (meetsCondition(auth.has, params)) return auth
  const elsewhere = own.unauthorizedUrl ?? more?.unauthorizedUrl
  return elsewhere ? redirectTo(elsewhere) : refuseWith(404)
}

const readAs = (auth: RequestAuth, options: AuthOptions): AuthObject => auth(options)

const isSignedIn = (auth: AuthObject): auth is SignedInAuthObject => Boolean('userId' in auth && auth.userId)

/** Whether somebody is there is not told to programs: they get 404, as if nothing were here. */
function refuseStranger(known: KnownRequest, unauthenticatedUrl: string | undefined): never {
  if (unauthenticatedUrl) return redirectTo(unauthenticatedUrl)
  if (known.kind === 'page') return redirectTo(signInRedirect(known.signIn, known.signIn.baseUrl))
  return refuseWith(known.kind === 'action' ? 401 : 404)
}
