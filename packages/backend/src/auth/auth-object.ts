import type { SessionClaims } from '@keywright/tokens'
import { withoutPayload } from '../request/handshake.ts'
import type { MachineTokenType } from '../request/token-types.ts'
import {
  type CheckAuthorization,
  createCheckAuthorization,
  createNobodysCheck,
} from './check-authorization.ts'
import { type SessionProperties, sessionPropertiesOf } from './session-properties.ts'

export interface GetTokenOptions {
  /** Name of a JWT template. */
  template?: string | undefined
  expiresInSeconds?: number | undefined
}

export type GetToken = (options?: GetTokenOptions) => Promise<string | null>

export interface TokenRequest extends GetTokenOptions {
  /** The organization that the request is made in: its tab may be in another than the session. */
  organizationId: string | null
}

/** Asks the Backend API for a token of a session. */
export type FetchToken = (sessionId: string, request: TokenRequest) => Promise<string>

type Debug = () => Record<string, unknown>

/** Somebody is signed in. */
export interface SignedInAuthObject extends SessionProperties {
  tokenType: 'session_token'
  isAuthenticated: true
  sessionClaims: SessionClaims
  getToken: GetToken
  has: CheckAuthorization
  debug: Debug
}

/** Nobody is, or somebody whose session still has something to do (`sessionStatus` is `pending` then). */
export interface SignedOutAuthObject {
  tokenType: 'session_token'
  isAuthenticated: false
  sessionClaims: null
  sessionId: null
  sessionStatus: 'active' | 'pending' | null
  userId: null
  actor: null
  orgId: null
  orgRole: null
  orgSlug: null
  orgPermissions: null
  factorVerificationAge: null
  getToken: GetToken
  has: CheckAuthorization
  debug: Debug
}

/** A machine that could not be recognised. Machines that can are reserved: no server of ours issues their tokens yet. */
export interface UnauthenticatedMachineObject {
  tokenType: MachineTokenType
  isAuthenticated: false
  id: null
  subject: null
  scopes: null
  name?: null
  claims?: null
  userId?: null
  orgId?: null
  machineId?: null
  clientId?: null
  getToken: GetToken
  has: CheckAuthorization
  debug: Debug
}

/** A token of a kind that was not among those accepted. */
export interface InvalidTokenAuthObject {
  tokenType: null
  isAuthenticated: false
  getToken: GetToken
  has: CheckAuthorization
  debug: Debug
}

export type AuthObject =
  | SignedInAuthObject
  | SignedOutAuthObject
  | UnauthenticatedMachineObject
  | InvalidTokenAuthObject

const nobody = { getToken: async () => null, has: createNobodysCheck() } as const

export interface SignedInAuthInput {
  token: string
  claims: SessionClaims
  fetchToken: FetchToken
  debugData?: Record<string, unknown>
  /** The clock, in milliseconds. */
  now?: (() => number) | undefined
}

export function signedInAuthObject({
  token,
  claims,
  fetchToken,
  debugData,
  now = Date.now,
}: SignedInAuthInput): SignedInAuthObject {
  const properties = sessionPropertiesOf(claims)
  return {
    tokenType: 'session_token',
    isAuthenticated: true,
    sessionClaims: claims,
    ...properties,
    async getToken(options = {}) {
      if (!properties.sessionId) return null
      const isOther = options.template !== undefined && options.template !== ''
      return isOther || options.expiresInSeconds !== undefined
        ? fetchToken(properties.sessionId, { ...options, organizationId: properties.orgId ?? null })
        : token
    },
    has: createCheckAuthorization({
      ...{ ...properties, features: claims.fea, plans: claims.pla },
      // One that does not say when it was made is as old as can be.
      tokenAgeMinutes: () => (now() / 1000 - (claims.iat ?? Number.NEGATIVE_INFINITY)) / 60,
    }),
    debug: debugOf({ ...debugData, sessionToken: token }),
  }
}

export function signedOutAuthObject(
  debugData: Record<string, unknown> = {},
  sessionStatus: SignedOutAuthObject['sessionStatus'] = null,
): SignedOutAuthObject {
  return {
    tokenType: 'session_token',
    isAuthenticated: false,
    sessionClaims: null,
    sessionId: null,
    sessionStatus,
    userId: null,
    actor: null,
    orgId: null,
    orgRole: null,
    orgSlug: null,
    orgPermissions: null,
    factorVerificationAge: null,
    ...nobody,
    has: createNobodysCheck(sessionStatus),
    debug: debugOf(debugData),
  }
}

const machineFields = {
  api_key: { name: null, claims: null, userId: null, orgId: null },
  m2m_token: { claims: null, machineId: null },
  oauth_token: { userId: null, clientId: null },
} as const

export function unauthenticatedMachineObject(
  tokenType: MachineTokenType,
  debugData: Record<string, unknown> = {},
): UnauthenticatedMachineObject {
  const common = { isAuthenticated: false, id: null, subject: null, scopes: null } as const
  return { tokenType, ...common, ...machineFields[tokenType], ...nobody, debug: debugOf(debugData) }
}

export function invalidTokenAuthObject(): InvalidTokenAuthObject {
  return { tokenType: null, isAuthenticated: false, ...nobody, debug: () => ({}) }
}

const secrets = new Set([
  'secretKey',
  'machineSecretKey',
  'webhookSigningSecret',
  'jwtKey',
  'sessionToken',
  'tokenInHeader',
  'refreshToken',
  'devBrowser',
  'handshakeToken',
  'handshakeNonce',
])
const shown = 7

/** What a developer may see: of secrets and tokens only how they begin, of addresses all but what a handshake left there. */
function debugOf(data: Record<string, unknown>): Debug {
  return () => Object.fromEntries(Object.entries(data).map(([name, value]) => [name, shownOf(name, value)]))
}

function shownOf(name: string, value: unknown): unknown {
  if (value instanceof URL) return withoutPayload(value)
  if (typeof value !== 'string') return value
  if (name === 'referrer' && URL.canParse(value)) return withoutPayload(new URL(value)).href
  return secrets.has(name) ? value.slice(0, shown) : value
}
