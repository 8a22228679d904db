/** What apps read as `req.auth` and `getAuth(req)`: who it is, for the kind of token that they accept. */
import type {
  AcceptsToken,
  AuthObject,
  RequestState,
  SignedInAuthObject,
  SignedOutAuthObject,
} from '@keywright/backend'
import { acceptedAuth, signedOutAuthObject } from '@keywright/backend/internal'

export interface AuthOptions {
  /** A session with tasks left counts as signed out unless this is `false`. */
  treatPendingAsSignedOut?: boolean | undefined
  acceptsToken?: AcceptsToken | undefined
}

/** Custom claims under the names that display code reads. `has` knows nothing of them: who writes a claim need not be an admin. */
export interface DisplayClaims {
  orgPlan?: unknown
}

export type SessionAuth = (SignedInAuthObject | SignedOutAuthObject) & DisplayClaims

interface ReadAuth {
  (options?: AuthOptions & { acceptsToken?: 'session_token' | undefined }): SessionAuth
  (options: AuthOptions): AuthObject
}

/** `getAuth` of a framework: who a request is from. Throws where the middleware did not run before. */
export interface GetAuth<FrameworkRequest> {
  (
    request: FrameworkRequest,
    options?: AuthOptions & { acceptsToken?: 'session_token' | undefined },
  ): SessionAuth
  (request: FrameworkRequest, options: AuthOptions): AuthObject
}

/** `authOf` finds what the middleware left on a request, or throws. */
export function createGetAuth<FrameworkRequest>(
  authOf: (request: FrameworkRequest) => RequestAuth,
): GetAuth<FrameworkRequest> {
  return (request: FrameworkRequest, options: AuthOptions = {}) => authOf(request)(options) as SessionAuth
}

/** To be called, as new code does, or read like an object, as old code does. */
export type RequestAuth = ReadAuth & SessionAuth

export interface RequestAuthInput {
  request: Request
  /** Whoever it is, by a token of any kind. */
  state: RequestState
  /** Where the server is, as the app was told; reading the environment takes its time, and few requests need it. */
  serverUrl(): string | undefined
}

/** Shared by all copies of this package that an app may have. */
const inputKey = Symbol.for('keywright.request-auth')

export function createRequestAuth(input: RequestAuthInput): RequestAuth {
  const read = (options: AuthOptions = {}) => readAuth(input, options)
  Object.setPrototypeOf(read, prototype)
  Object.defineProperty(read, inputKey, { value: input })
  return read as unknown as RequestAuth
}

export const isRequestAuth = (value: unknown): value is RequestAuth =>
  typeof value === 'function' && inputKey in value

export const inputOf = (auth: RequestAuth): RequestAuthInput =>
  (auth as unknown as { [inputKey]: RequestAuthInput })[inputKey]

function readAuth({ state }: RequestAuthInput, { acceptsToken, ...pending }: AuthOptions): AuthObject {
  const auth = state.toAuth(pending)
  return auth ? acceptedAuth(withDisplayClaims(auth), acceptsToken) : signedOutAuthObject()
}

/** The role that the server granted is the one that is shown, where there is one. */
function withDisplayClaims(auth: AuthObject): AuthObject & DisplayClaims {
  if (auth.tokenType !== 'session_token' || !auth.sessionClaims) return auth
  const { org_plan: plan, org_role: role } = auth.sessionClaims as Record<string, unknown>
  const orgRole = auth.orgRole ?? (typeof role === 'string' ? role : undefined)
  return { ...auth, orgRole, ...(plan === undefined ? {} : { orgPlan: plan }) }
}

const properties: readonly string[] = [
  ...['tokenType', 'isAuthenticated', 'sessionClaims', 'sessionId', 'sessionStatus', 'userId', 'actor'],
  ...['orgId', 'orgRole', 'orgSlug', 'orgPermissions', 'orgPlan', 'factorVerificationAge'],
  ...['getToken', 'has', 'debug'],
]

/** `toJSON`, because old code answers with `res.json(req.auth)`, and a function would be nothing at all. */
const prototype: object = Object.create(Function.prototype, {
  ...Object.fromEntries(
    properties.map((name) => [
      name,
      {
        get(this: () => Record<string, unknown>) {
          return this()[name]
        },
      },
    ]),
  ),
  toJSON: {
    value(this: () => object) {
      return this()
    },
  },
})
