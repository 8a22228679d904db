import type { ClientState } from '../flows/flow-api.ts'
import type { AttemptApi } from './resource-api.ts'
import type { SessionResource, SessionWire } from './session.ts'
import type { SignInResource, SignInWire } from './sign-in.ts'
import type { SignUpResource, SignUpWire } from './sign-up.ts'
import { toSignIn } from './to-sign-in.ts'
import { toSignUp } from './to-sign-up.ts'

/** This browser, and who is signed in on it. */
export interface ClientResource {
  /** `null` before the browser has done anything. */
  id: string | null
  sessions: readonly SessionResource[]
  signedInSessions: readonly SessionResource[]
  signIn: SignInResource
  signUp: SignUpResource
  lastActiveSessionId: string | null
  lastAuthenticationStrategy: string | null
  createdAt: Date | null
  updatedAt: Date | null
}

interface Made {
  text: string
  resource: object
}

export interface ClientReaderDeps extends AttemptApi {
  toSession(wire: SessionWire): SessionResource
}

/** Makes the client's resources. Those whose content is the same stay the same objects, so that nobody draws them again. */
export function createClientReader(api: ClientReaderDeps): (wire: ClientState | null) => ClientResource {
  const made = new Map<string, Made>()

  function reuse<Resource extends object>(name: string, content: unknown, make: () => Resource): Resource {
    const text = JSON.stringify(content)
    const known = made.get(name)
    if (known?.text === text) return known.resource as Resource
    const resource = make()
    made.set(name, { text, resource })
    return resource
  }

  /** The attempt under way, or one that has not begun. One that was begun since, and is over, is not that. */
  function reuseAttempt<Wire, Resource extends { id: string | null }>(
    name: string,
    wire: Wire | null,
    make: () => Resource,
  ): Resource {
    const attempt = reuse(name, wire, make)
    if (wire || attempt.id === null) return attempt
    made.delete(name)
    return reuse(name, wire, make)
  }

  function makeClient(wire: ClientState | null): ClientResource {
    const sessions = (wire?.sessions ?? []).map((session) =>
      reuse(session.id, withoutToken(session), () => api.toSession(session as SessionWire)),
    )
    const signIn = (wire?.sign_in ?? null) as SignInWire | null
    const signUp = (wire?.sign_up ?? null) as SignUpWire | null
    return {
      id: wire?.id ?? null,
      sessions,
      signedInSessions: sessions.filter(isSignedIn),
      signIn: reuseAttempt('sign_in', signIn, () => toSignIn(signIn, api)),
      signUp: reuseAttempt('sign_up', signUp, () => toSignUp(signUp, api)),
      lastActiveSessionId: wire?.last_active_session_id ?? null,
      lastAuthenticationStrategy: wire?.last_authentication_strategy ?? null,
      createdAt: wire ? new Date(wire.created_at) : null,
      updatedAt: wire ? new Date(wire.updated_at) : null,
    }
  }

  return (wire) => {
    const sessions = wire?.sessions.map(withoutToken)
    return reuse('client', { ...wire, sessions }, () => makeClient(wire))
  }
}

/** A new token alone changes nothing that anybody draws. */
export const withoutToken = <Session extends object>(session: Session) => ({
  ...session,
  last_active_token: null,
})

/** Pending sessions are signed in: something is still asked of their user (wire contract 3.2). */
export function isSignedIn({ status }: { status: string }): boolean {
  return status === 'active' || status === 'pending'
}
