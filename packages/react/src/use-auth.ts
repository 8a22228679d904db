import { type Auth, type AuthOptions, readAuth } from '@keywright/js/binding'
import { useMemo } from 'react'
import { useKeywrightContext, useResources } from './keywright-context.ts'

export type { Auth, AuthOptions } from '@keywright/js/binding'

/** Who is signed in, as far as their session token says. */
export function useAuth({ treatPendingAsSignedOut = true }: AuthOptions = {}): Auth {
  const { keywright, initialState } = useKeywrightContext()
  const resources = useResources()
  return useMemo(
    () => readAuth(keywright, { resources, initialState }, { treatPendingAsSignedOut }),
    [keywright, resources, initialState, treatPendingAsSignedOut],
  )
}
