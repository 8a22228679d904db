import type { Resources } from '../client/session-center.ts'
import type { Keywright } from '../interface.ts'
import type { SessionResource } from '../resources/session.ts'
import type { UserResource } from '../resources/user.ts'

export type UseUser =
  | { isLoaded: false; isSignedIn: undefined; user: undefined }
  | { isLoaded: true; isSignedIn: false; user: null }
  | { isLoaded: true; isSignedIn: true; user: UserResource }

/** The signed-in user. */
export function readUser({ client, session, user }: Resources): UseUser {
  // While only their token is known, the user is still to come.
  if (!client || (session && !user)) return { isLoaded: false, isSignedIn: undefined, user: undefined }
  return user ? { isLoaded: true, isSignedIn: true, user } : { isLoaded: true, isSignedIn: false, user: null }
}

export type UseSession =
  | { isLoaded: false; isSignedIn: undefined; session: undefined }
  | { isLoaded: true; isSignedIn: false; session: null }
  | { isLoaded: true; isSignedIn: true; session: SessionResource }

/** The active session. */
export function readSession({ client, session }: Resources): UseSession {
  if (!client) return { isLoaded: false, isSignedIn: undefined, session: undefined }
  return session
    ? { isLoaded: true, isSignedIn: true, session }
    : { isLoaded: true, isSignedIn: false, session: null }
}

export type UseSessionList =
  | { isLoaded: false; sessions: undefined; setActive: undefined }
  | { isLoaded: true; sessions: readonly SessionResource[]; setActive: Keywright['setActive'] }

/** All sessions of this browser. */
export function readSessionList({ setActive }: Keywright, { client }: Resources): UseSessionList {
  if (!client) return { isLoaded: false, sessions: undefined, setActive: undefined }
  return { isLoaded: true, sessions: client.sessions, setActive }
}
