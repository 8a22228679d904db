import { type ComputedRef, computed } from 'vue'

/** Each field by itself, as templates and destructuring want it. */
export type RefsOf<Fields> = {
  // Not field by field of each of several shapes: a field is known before the others are asked.
  readonly [Name in Extract<keyof Fields, string>]: ComputedRef<Fields[Name]>
}

export function refsOf<Fields extends object, Name extends Extract<keyof Fields, string>>(
  read: () => Fields,
  names: readonly Name[],
): { readonly [Key in Name]: ComputedRef<Fields[Key]> } {
  const whole = computed(read)
  const refs = names.map((name) => [name, computed(() => whole.value[name])])
  return Object.fromEntries(refs) as { readonly [Key in Name]: ComputedRef<Fields[Key]> }
}

type AnyFunction = (...params: never[]) => unknown

/** A function that public tutorials call through a ref: `getToken.value()` is `getToken()`. What it can do besides it can do either way. */
export type Verb<Call extends AnyFunction> = Call & { readonly value: Call }

export function verb<Call extends AnyFunction>(call: Call): Verb<Call> {
  const called = ((...params: never[]) => call(...params)) as Call
  return Object.assign(called, call, { value: call })
}
