/** What `auth.protect(…)` may ask of whoever is signed in. */
import type { CheckAuthorization, CheckAuthorizationParams } from '@keywright/backend'

export type ConditionFunction = (has: CheckAuthorization) => boolean

/** What may stand beside a condition and is none. */
const options: readonly string[] = ['unauthenticatedUrl', 'unauthorizedUrl', 'token']

/**
 * Whether a condition is met. Everything that is named is one: what is absent or mistyped nobody meets, and a promise is no answer
 * yet, though it would be a yes for everybody.
 */
export function meetsCondition(
  has: CheckAuthorization,
  condition: CheckAuthorizationParams | ConditionFunction = {},
): boolean {
  if (typeof condition === 'function') {
    const answer: unknown = condition(has)
    return !(answer instanceof Promise) && Boolean(answer)
  }
  const wanted = Object.entries(condition).filter(([name]) => !options.includes(name))
  return wanted.length === 0 || has(Object.fromEntries(wanted))
}
