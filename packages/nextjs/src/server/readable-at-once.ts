/** What old code reads of `auth()` without waiting for it. */
const names: readonly string[] = [
  ...['userId', 'sessionId', 'sessionClaims', 'sessionStatus', 'actor', 'factorVerificationAge'],
  ...['orgId', 'orgRole', 'orgSlug', 'orgPermissions', 'orgPlan', 'tokenType', 'isAuthenticated'],
  ...['getToken', 'has', 'debug', 'redirectToSignIn', 'redirectToSignUp', 'protect'],
]

/** To be awaited, as new code does, or read like an object, as old code does, where the framework allows that. */
export type ReadableAtOnce<Value> = Promise<Value> & Value

export function readableAtOnce<Value extends object>(
  promise: Promise<Value>,
  read: () => Value,
): ReadableAtOnce<Value> {
  // Who reads without waiting is told by `read` what is wrong.
  promise.catch(() => undefined)
  const get = (name: string) => ({ get: () => Reflect.get(read(), name) as unknown })
  return Object.defineProperties(
    promise,
    Object.fromEntries(names.map((name) => [name, get(name)])),
  ) as ReadableAtOnce<Value>
}
