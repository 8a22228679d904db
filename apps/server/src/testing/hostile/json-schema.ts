/** What a route takes, read from its schema as JSON Schema, so that input can be made for routes nobody has written yet. */
import { z } from 'zod'

/** The part of JSON Schema that our contracts use. */
export interface JsonSchema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  format?: string
  pattern?: string
  minLength?: number
  minItems?: number
  minimum?: number
}

/** A place in a value: names of fields, and numbers of elements. */
export type FieldPath = readonly (string | number)[]

/** Describes what a caller may send. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema
}

const formats: Record<string, string> = {
  email: 'someone@example.com',
  uri: 'https://example.com/path',
  'date-time': '2026-01-02T03:04:05Z',
}

/** A value that is likely to be valid: what is required, and what is known by its name. */
export function sampleOf(schema: JsonSchema, names: Record<string, unknown>, name = ''): unknown {
  const known = names[name]
  if (known !== undefined && schema.properties === undefined) return schema.type === 'array' ? [known] : known
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const variant = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null')
  if (variant) return sampleOf(variant, names, name)
  const merged = Object.assign({}, schema, ...(schema.allOf ?? [])) as JsonSchema
  return samplePlain(merged, names, name)
}

/** Hashing a password takes longer than everything else, so one is sent only where it must be. */
const costly = new Set(['password', 'new_password', 'current_password'])

function samplePlain(schema: JsonSchema, names: Record<string, unknown>, name: string): unknown {
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) || (names[key] !== undefined && !costly.has(key)))
          .map(([key, inner]) => [key, sampleOf(inner, names, key)]),
      )
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () =>
        sampleOf(schema.items ?? {}, names, name),
      )
    case 'number':
    case 'integer':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return formats[schema.format ?? ''] ?? 'sample'.padEnd(schema.minLength ?? 0, 'x')
  }
}

/** A place where a caller may put something, and the kinds of values that belong there; none: any value does. */
export interface Field {
  path: FieldPath
  types: ReadonlySet<string>
}

/** Every field of an input, down to three levels. */
export function fieldsOf(schema: JsonSchema, depth = 3): Field[] {
  if (depth === 0) return []
  const inner = [
    ...Object.entries(schema.properties ?? {}),
    ...(schema.items ? [[0, schema.items] satisfies [number, JsonSchema]] : []),
  ]
  return [
    ...inner.flatMap(([name, field]) => [
      { path: [name], types: typesOf(field) },
      ...fieldsOf(field, depth - 1).map(({ path, types }) => ({ path: [name, ...path], types })),
    ]),
    ...variantsOf(schema).flatMap((variant) => fieldsOf(variant, depth)),
  ]
}

function variantsOf({ anyOf = [], oneOf = [], allOf = [] }: JsonSchema): JsonSchema[] {
  return [...anyOf, ...oneOf, ...allOf]
}

function typesOf(schema: JsonSchema): Set<string> {
  const own = schema.type ?? (schema.enum || schema.const !== undefined ? 'string' : undefined)
  const all = [own, ...variantsOf(schema).flatMap((variant) => [...typesOf(variant)])]
  return new Set(all.filter((type) => type !== undefined))
}

/** A copy of a value with something else at one place; what is missing on the way there is made. */
export function withValueAt(value: unknown, path: FieldPath, replacement: unknown): unknown {
  const [first, ...rest] = path
  if (first === undefined) return replacement
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : typeof first === 'number'
      ? []
      : { ...(typeof value === 'object' && value !== null ? value : {}) }
  const inner = Reflect.get(copy, first)
  Reflect.set(copy, first, withValueAt(inner, rest, replacement))
  return copy
}
