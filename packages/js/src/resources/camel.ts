/** The wire writes snake_case and milliseconds; code reads camelCase and dates. */

/** Objects that belong to the app: their keys are left as they are. */
const asIs = ['public_metadata', 'unsafe_metadata', 'actor', 'meta'] as const
type AsIs = (typeof asIs)[number]

type CamelKey<Key> = Key extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelKey<Tail>>}` : Key

type CamelField<Key, Value> = Key extends AsIs
  ? Value
  : Key extends `${string}_at`
    ? DateFor<Value>
    : Camel<Value>

type DateFor<Value> = Value extends number ? Date : Value

/** A wire object as code sees it. */
export type Camel<Wire> = Wire extends readonly (infer One)[]
  ? Wire extends [number, number]
    ? Wire
    : Camel<One>[]
  : Wire extends object
    ? { [Key in keyof Wire as CamelKey<Key>]: CamelField<Key, Wire[Key]> }
    : Wire

/** Turns a wire object into what code sees. */
export function toCamel<Wire>(wire: Wire): Camel<Wire> {
  return convert(wire, '') as Camel<Wire>
}

function convert(value: unknown, key: string): unknown {
  if (typeof value === 'number' && key.endsWith('_at')) return new Date(value)
  if (Array.isArray(value)) return value.map((one) => convert(one, ''))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()),
      asIs.includes(name as AsIs) ? field : convert(field, name),
    ]),
  )
}

/** The other way round, for the names of a form. */
export function toSnakeKeys(form: object): Record<string, FormValue> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      toFormValue(value),
    ]),
  )
}

export type FormValue = string | number | boolean | null | undefined | readonly string[]

/** Objects, such as metadata, are JSON within the form. */
function toFormValue(value: unknown): FormValue {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? JSON.stringify(value) : (value as FormValue)
}
