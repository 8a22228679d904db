/** `auth()` as apps know it, in the middleware and behind it. */
import type { AuthOptions, SessionAuth } from '@keywright/adapter-core'
import type { AuthObject, SignedInAuthObject } from '@keywright/backend'
import { signInRedirect, signUpRedirect } from '@keywright/backend/internal'
import { redirectTo } from './control-flow.ts'
import type { KnownRequest } from './known-request.ts'
import { enforce, type Protect, type ProtectArguments } from './protect.ts'
import { type ReadableAtOnce, readableAtOnce } from './readable-at-once.ts'

export interface RedirectBackOptions {
  /** Where to come back to; by default the page that was asked for. `null`: nowhere in particular. */
  returnBackUrl?: string | URL | null | undefined
}

export interface AuthVerbs {
  /** Ends the request: the browser goes to the sign-in, and comes back. */
  redirectToSignIn(options?: RedirectBackOptions): never
  redirectToSignUp(options?: RedirectBackOptions): never
  protect: Protect<SignedInAuthObject & Promise<SignedInAuthObject>, AuthObject & Promise<AuthObject>>
}

export type SessionAuthWithVerbs = SessionAuth & AuthVerbs

export interface AuthFunction {
  (
    options?: AuthOptions & { acceptsToken?: 'session_token' | undefined },
  ): ReadableAtOnce<SessionAuthWithVerbs>
  (options: AuthOptions): Promise<AuthObject>
  /** Lets those through who may, and returns who they are. */
  protect: Protect<Promise<SignedInAuthObject>, Promise<AuthObject>>
}

export interface RequestSource {
  /** What is known of the request; throws where it cannot be read without waiting. */
  now(): KnownRequest
  later(): Promise<KnownRequest>
  /** Whether `now` always works. */
  isHere: boolean
}

export function createAuthFunction(source: RequestSource): AuthFunction {
  const auth = (options: AuthOptions = {}) =>
    readableAtOnce(
      source.later().then((known) => withVerbs(known, options)),
      () => withVerbs(source.now(), options),
    )
  const protect = (...given: ProtectArguments) =>
    // Where it can be, it is refused at once: an `await` that was forgotten opens no door.
    source.isHere
      ? settled(enforce(source.now(), given))
      : source.later().then((known) => enforce(known, given))
  return Object.assign(auth, { protect }) as unknown as AuthFunction
}

function withVerbs(known: KnownRequest, options: AuthOptions): AuthObject & AuthVerbs {
  const { signIn } = known
  const back = ({ returnBackUrl }: RedirectBackOptions = {}) =>
    returnBackUrl === null ? null : (returnBackUrl ?? signIn.baseUrl)
  const verbs = {
    redirectToSignIn: (given?: RedirectBackOptions) => redirectTo(signInRedirect(signIn, back(given))),
    redirectToSignUp: (given?: RedirectBackOptions) => redirectTo(signUpRedirect(signIn, back(given))),
    protect: (...given: ProtectArguments) => settled(enforce(known, given)),
  }
  return Object.assign(known.auth(options), verbs) as AuthObject & AuthVerbs
}

const settled = (auth: AuthObject) => readableAtOnce(Promise.resolve(auth), () => auth)
