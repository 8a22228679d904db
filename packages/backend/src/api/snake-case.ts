/** Names of code into names of the wire: `primaryEmailAddressID` and `primaryEmailAddressId` are the same. */
function toSnakeName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
}

/** Only the outermost names: what is inside, such as metadata, belongs to the app. */
export function toWire(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [toSnakeName(name), value instanceof Date ? value.toISOString() : value]),
  )
}

type CamelName<Name> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelName<Tail>>}`
  : Name

type TimeOr<Name, Value> = Name extends `${string}_at` ? Value | Date : Value

/** The fields of a body or query as code writes them. */
export type CamelFields<Wire> = { [Name in keyof Wire as CamelName<Name>]: TimeOr<Name, Wire[Name]> }

/** Objects whose keys are the app's own. */
type Kept =
  | 'public_metadata'
  | 'private_metadata'
  | 'unsafe_metadata'
  | 'claims'
  | 'actor'
  | 'meta'
  | 'mappings'

type CamelField<Name, Value> = Name extends Kept ? Value : Camel<Value>

/** An answer as code reads it; times stay milliseconds, as in official SDKs. */
export type Camel<Wire> = Wire extends readonly (infer One)[]
  ? Camel<One>[]
  : Wire extends object
    ? { [Name in keyof Wire as CamelName<Name>]: CamelField<Name, Wire[Name]> }
    : Wire

const kept = new Set([
  'public_metadata',
  'private_metadata',
  'unsafe_metadata',
  'claims',
  'actor',
  'meta',
  'mappings',
])

export function toCamelName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

export function isKept(name: string): boolean {
  return kept.has(name)
}
