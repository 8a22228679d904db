/** What pages and endpoints read as `Astro.locals.auth()`. */
import {
  type AuthOptions,
  type ConditionFunction,
  meetsCondition,
  type RedirectVerbs,
  type RequestAuth,
  redirectsOf,
  refusalOf,
  type SessionAuth,
} from '@keywright/adapter-core'
import type { CheckAuthorizationParams } from '@keywright/backend'

export interface ProtectOptions {
  /** A page of the app for those who may not, in place of 404. */
  unauthorizedUrl?: string | undefined
  /** A page of the app for strangers, in place of the sign-in. */
  unauthenticatedUrl?: string | undefined
}

type Condition = (CheckAuthorizationParams & ProtectOptions) | ConditionFunction

export interface AstroAuth {
  (options?: AuthOptions): SessionAuth & RedirectVerbs
  /**
   * Who is signed in and may. Everybody else is answered by the middleware: pages of strangers lead to the sign-in, programs get 401,
   * and who may not is told that there is nothing (404).
   */
  protect(condition?: Condition, options?: ProtectOptions): Promise<SessionAuth>
}

/** Ends a request early; the middleware makes the answer of it. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly response: Response

  constructor(response: Response) {
    super('Keywright: whoever asks may not see this. The middleware answers; let this error pass.')
    this.response = response
  }
}

export function createAstroAuth(auth: RequestAuth): AstroAuth {
  const redirects = redirectsOf(auth)
  return Object.assign((options: AuthOptions = {}) => ({ ...(auth(options) as SessionAuth), ...redirects }), {
    async protect(first?: Condition, second?: ProtectOptions) {
      const options = { ...second, ...(typeof first === 'object' ? first : {}) }
      refuseStrangers(auth, options)
      const now = auth()
      if (!meetsCondition(now.has, first)) throw new RefusedError(forbidden(options))
      return now
    },
  })
}

function refuseStrangers(auth: RequestAuth, { unauthenticatedUrl }: ProtectOptions): void {
  const refusal = refusalOf(auth)
  if (!refusal) return
  const { body, ...init } = refusal
  if (body) throw new RefusedError(Response.json(body, init))
  throw new RefusedError(unauthenticatedUrl ? away(unauthenticatedUrl) : new Response(null, init))
}

const forbidden = ({ unauthorizedUrl }: ProtectOptions): Response =>
  unauthorizedUrl ? away(unauthorizedUrl) : new Response(null, { status: 404 })

const away = (location: string): Response =>
  new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } })
