/**
 * What a framework has to bring for the shared suite: one small app. Its routes, besides those of `paths`:
 * - before everything, a middleware of the app sets `x-before: 1` and the cookie `before=1`;
 * - behind the adapter's middleware, what `createRouteMatcher(guardedPattern)` matches is answered with 401 to strangers;
 * - errors reach the app's own error handler, which answers 500 with `{ handled: <message> }`.
 */

/** Options of the adapter's middleware; the names are the same in all of them. */
export type HostOptions = Record<string, unknown>

export interface AdapterHost {
  name: string
  /** Starts the app on a free port of 127.0.0.1. A function of options is handed a function that reads the request's headers. */
  start(options: HostOptions | ((header: ReadHeader) => HostOptions)): Promise<RunningHost>
  /** Stories that do not fit, each with what the adapter does instead. For other people's adapters. */
  differs?: Readonly<Record<string, string>>
  /** With which status a stranger is sent to the sign-in (by default 302), and a program refused (by default 401). */
  statuses?: { page: number; program: number }
}

export type ReadHeader = (name: string) => string | undefined

export interface RunningHost {
  port: number
  stop(): Promise<void>
}

export const guardedPattern = '/guarded(.*)'

export const paths = {
  /** Answers `reportOf(…)`. */
  who: '/who',
  /** The same behind `requireAuth()`. */
  members: '/members',
  /** And whatever is below: answers `secret`. */
  guarded: '/guarded',
  /** And whatever is below: answers `open`. */
  open: '/open',
  /** POST: answers the bytes of the body, which it reads itself. */
  echo: '/echo',
  /** Answers with the header `x-own: 1` and the cookie `own=1`. */
  own: '/own',
  /** Throws an error that says `broken`. */
  fails: '/fails',
  /** Waits a moment, and answers `reportOf(…)`. */
  slow: '/slow',
} as const

interface ReadableAuth {
  userId?: unknown
  isAuthenticated: boolean
  tokenType: unknown
  orgId?: unknown
  orgRole?: unknown
  orgPlan?: unknown
  orgPermissions?: unknown
  has(wanted: { role: string } | { permission: string }): boolean
}

export type ReadAnyAuth = (options?: {
  treatPendingAsSignedOut?: boolean
  acceptsToken?: 'any' | 'm2m_token' | ['m2m_token']
}) => ReadableAuth

/** What an app can learn about whoever asks. */
export function reportOf(read: ReadAnyAuth) {
  const { userId, orgId, orgRole, orgPlan, orgPermissions, isAuthenticated, ...auth } = read()
  return {
    ...{ userId, orgId, orgRole, orgPlan, orgPermissions, isAuthenticated },
    mayWriteDocs: auth.has({ permission: 'org:docs:write' }),
    isAdmin: auth.has({ role: 'org:admin' }),
    isOwner: auth.has({ role: 'org:owner' }),
    rolesOfOld: ['admin', 'basic_member'].filter((role) => auth.has({ role })),
    withTasks: read({ treatPendingAsSignedOut: false }).userId,
    anyType: read({ acceptsToken: 'any' }).tokenType,
    asMachine: read({ acceptsToken: 'm2m_token' }).isAuthenticated,
    ofList: read({ acceptsToken: ['m2m_token'] }).tokenType,
  }
}

/** Of the route `paths.slow`: long enough for others to come in between. */
export const aMoment = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
