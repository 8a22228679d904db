import {
  type AuthOptions,
  type RequestAuth,
  requireMiddleware,
  type SessionAuth,
  signInUrlOf,
} from '@keywright/adapter-core'
import type { AuthObject } from '@keywright/backend'
import { redirect } from '@tanstack/react-router'
import { findContext } from './start-context.ts'

export interface Auth {
  (options?: AuthOptions & { acceptsToken?: 'session_token' | undefined }): Promise<SessionAuth>
  (options: AuthOptions): Promise<AuthObject>
}

/** Who the request is from, in server functions, server routes, and loaders while they run on the server. */
export const auth: Auth = async (options: AuthOptions = {}) =>
  authOf(findContext()?.auth)(options) as SessionAuth

export const authOf = (found: unknown): RequestAuth =>
  requireMiddleware(found, 'createStart(() => ({ requestMiddleware: [keywrightMiddleware()] }))')

export interface RedirectToSignInOptions {
  /** The page of the app to come back to. A server function cannot know which one asks. */
  returnBackUrl?: string | undefined
}

/** Ends a server function: whoever asked is led to the sign-in, and back afterwards. */
export async function redirectToSignIn({
  returnBackUrl = '/',
}: RedirectToSignInOptions = {}): Promise<never> {
  throw redirect({ href: signInUrlOf(authOf(findContext()?.auth), { returnBackUrl }) })
}
