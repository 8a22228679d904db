import {
  readSession,
  readSessionList,
  readUser,
  type UseSession,
  type UseSessionList,
  type UseUser,
} from '@keywright/js/binding'
import { useKeywrightContext } from './keywright-context.ts'
import { type RefsOf, refsOf } from './refs-of.ts'

/** The signed-in user. */
export function useUser(): RefsOf<UseUser> {
  const { resources } = useKeywrightContext()
  return refsOf((): UseUser => readUser(resources.value), ['isLoaded', 'isSignedIn', 'user'])
}

/** The active session. */
export function useSession(): RefsOf<UseSession> {
  const { resources } = useKeywrightContext()
  return refsOf((): UseSession => readSession(resources.value), ['isLoaded', 'isSignedIn', 'session'])
}

/** All sessions of this browser. */
export function useSessionList(): RefsOf<UseSessionList> {
  const { keywright, resources } = useKeywrightContext()
  const read = (): UseSessionList => readSessionList(keywright.value, resources.value)
  return refsOf(read, ['isLoaded', 'sessions', 'setActive'])
}
