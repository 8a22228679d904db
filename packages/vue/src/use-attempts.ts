import type { Keywright } from '@keywright/js'
import { attemptsOf, type SignInSnapshot, type SignUpSnapshot } from '@keywright/js/attempts'
import { onScopeDispose, shallowRef } from 'vue'
import { type RefsOf, refsOf } from './refs-of.ts'
import { useKeywright } from './use-keywright.ts'

/** The sign-in of this browser, for forms of one’s own: methods that give `{ error }`, and what to show. */
export function useSignIn(): RefsOf<SignInSnapshot> {
  const read = useAttempt((attempts) => attempts.signIn())
  return refsOf(read, ['signIn', 'errors', 'fetchStatus'])
}

/** The sign-up of this browser, for forms of one’s own: methods that give `{ error }`, and what to show. */
export function useSignUp(): RefsOf<SignUpSnapshot> {
  const read = useAttempt((attempts) => attempts.signUp())
  return refsOf(read, ['signUp', 'errors', 'fetchStatus'])
}

function useAttempt<Snapshot>(take: (attempts: ReturnType<typeof attemptsOf>) => Snapshot): () => Snapshot {
  const keywright: Keywright = useKeywright().value
  const attempts = attemptsOf(keywright)
  const snapshot = shallowRef(take(attempts))
  if (typeof window !== 'undefined')
    onScopeDispose(
      attempts.subscribe(() => {
        snapshot.value = take(attempts)
      }),
    )
  return () => snapshot.value
}
