import {
  readSession,
  readSessionList,
  readUser,
  type UseSession,
  type UseSessionList,
  type UseUser,
} from '@keywright/js/binding'
import { useKeywright, useResources } from './keywright-context.ts'

/** The signed-in user. */
export const useUser = (): UseUser => readUser(useResources())

/** The active session. */
export const useSession = (): UseSession => readSession(useResources())

/** All sessions of this browser. */
export const useSessionList = (): UseSessionList => readSessionList(useKeywright(), useResources())
