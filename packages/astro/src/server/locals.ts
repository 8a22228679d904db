/** What the middleware leaves for pages and endpoints, as `Astro.locals`. */
import { type BrowserState, browserStateOf, type Outcome } from '@keywright/adapter-core'
import type { BackendClient, User } from '@keywright/backend'
import { type AstroAuth, createAstroAuth } from './astro-auth.ts'

export interface KeywrightLocals {
  auth: AstroAuth
  /** Who is signed in, from the Backend API; asked for once a request. */
  currentUser(): Promise<User | null>
  /** The Backend API of the request's own instance. */
  keywright: BackendClient
  /** What the components of the page begin with. It holds no secret. */
  keywrightAuth: BrowserState | undefined
}

export function createLocals({
  auth: requestAuth,
  client,
}: Extract<Outcome, { kind: 'pass' }>): KeywrightLocals {
  let user: Promise<User | null> | undefined
  const auth = createAstroAuth(requestAuth)
  return {
    auth,
    keywright: client,
    keywrightAuth: browserStateOf(requestAuth),
    currentUser() {
      const { userId } = auth()
      user ??= userId ? client.users.getUser(userId) : Promise.resolve(null)
      return user
    },
  }
}

const unknown = (): never => {
  throw new TypeError(
    'Keywright: this page is drawn while the app is built, for nobody in particular. Write `export const prerender = false` in it, or ask in the browser.',
  )
}

/** Of a page that is drawn while the app is built. */
export const nobodyLocals: Omit<KeywrightLocals, 'keywright'> = {
  auth: Object.assign(unknown, { protect: unknown }),
  currentUser: unknown,
  keywrightAuth: undefined,
}
