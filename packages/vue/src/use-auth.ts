import { type Auth, type AuthOptions, type AuthVerbs, readAuth } from '@keywright/js/binding'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useKeywrightContext } from './keywright-context.ts'
import { type RefsOf, refsOf, type Verb, verb } from './refs-of.ts'

const fields = [
  ...(['isLoaded', 'isSignedIn', 'userId', 'sessionId', 'sessionClaims', 'actor'] as const),
  ...(['orgId', 'orgRole', 'orgSlug', 'orgPermissions'] as const),
]

export type UseAuth = RefsOf<Pick<Auth, (typeof fields)[number]>> & {
  readonly [Name in keyof AuthVerbs]: Verb<AuthVerbs[Name]>
}

/** Who is signed in, as far as their session token says. */
export function useAuth(options: MaybeRefOrGetter<AuthOptions> = {}): UseAuth {
  const { keywright, resources, initialState } = useKeywrightContext()
  const auth = computed(() =>
    readAuth(keywright.value, { resources: resources.value, initialState }, toValue(options)),
  )
  const has: AuthVerbs['has'] = Object.assign(
    (...asked: Parameters<AuthVerbs['has']>) => auth.value.has(...asked),
    { explain: (...asked: Parameters<AuthVerbs['has']>) => auth.value.has.explain(...asked) },
  )
  return {
    ...refsOf(() => auth.value, fields),
    has: verb(has),
    getToken: verb(keywright.value.getToken),
    signOut: verb(keywright.value.signOut),
  }
}
