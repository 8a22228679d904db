import type { Keywright, SessionResource, UserResource } from '@keywright/js'
import { useKeywright, useResources } from './keywright-context.ts'

export type UseUser =
  | { isLoaded: false; isSignedIn: undefined; user: undefined }
  | { isLoaded: true; isSignedIn: false; user: null }
  | { isLoaded: true; isSignedIn: true; user: UserResource }

/** The signed-in user. */
export function useUser(): UseUser {
  const { client, session, user } = useResources()
  // While only their token is known, the user is still to come.
  if (!client || (session && !user)) return { isLoaded: false, isSignedIn: undefined, user: undefined }
  return user ? { isLoaded: true, isSignedIn: true, user } : { isLoaded: true, isSignedIn: false, user: null }
}

export type UseSession =
  | { isLoaded: false; isSignedIn: undefined; session: undefined }
  | { isLoaded: true; isSignedIn: false; session: null }
  | { isLoaded: true; isSignedIn: true; session: SessionResource }

/** The active session. */
export function useSession(): UseSession {
  const { client, session } = useResources()
  if (!client) return { isLoaded: false, isSignedIn: undefined, session: undefined }
  return session
    ? { isLoaded: true, isSignedIn: true, session }
    : { isLoaded: true, isSignedIn: false, session: null }
}

export type UseSessionList =
  | { isLoaded: false; sessions: undefined; setActive: undefined }
  | { isLoaded: true; sessions: readonly SessionResource[]; setActive: Keywright['setActive'] }

/** All sessions of this browser. */
export function useSessionList(): UseSessionList {
  const keywright = useKeywright()
  const { client } = useResources()
  if (!client) return { isLoaded: false, sessions: undefined, setActive: undefined }
  return { isLoaded: true, sessions: client.sessions, setActive: keywright.setActive }
}
