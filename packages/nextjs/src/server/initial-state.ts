import type { SessionAuth } from '@keywright/adapter-core'
import type { InitialState } from '@keywright/react'

/** What `useAuth()` and `has()` read. Claims of the app's own stay out of the page; the browser learns them with its token. */
const shown = ['sub', 'sid', 'iat', 'exp', 'sts', 'v', 'act', 'o', 'fva', 'fea', 'pla'] as const

/** What a page may say of who is signed in, so that its first picture is the right one. */
export function initialStateOf({ sessionClaims }: Pick<SessionAuth, 'sessionClaims'>): InitialState {
  if (!sessionClaims) return { sessionClaims: null }
  const claims = Object.fromEntries(
    shown.filter((name) => sessionClaims[name] !== undefined).map((name) => [name, sessionClaims[name]]),
  )
  return { sessionClaims: claims as unknown as NonNullable<InitialState['sessionClaims']> }
}
