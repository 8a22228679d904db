import { attemptsOf, type SignInSnapshot, type SignUpSnapshot } from '@keywright/js/attempts'
import { useSyncExternalStore } from 'react'
import { useKeywright } from './keywright-context.ts'

/** The sign-in of this browser, for forms of one’s own: methods that give `{ error }`, and what to show. */
export function useSignIn(): SignInSnapshot {
  const { subscribe, signIn } = attemptsOf(useKeywright())
  return useSyncExternalStore(subscribe, signIn, signIn)
}

/** The sign-up of this browser, for forms of one’s own: methods that give `{ error }`, and what to show. */
export function useSignUp(): SignUpSnapshot {
  const { subscribe, signUp } = attemptsOf(useKeywright())
  return useSyncExternalStore(subscribe, signUp, signUp)
}
