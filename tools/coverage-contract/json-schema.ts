/**
 * Turns a schema of OpenAPI 3.0 into JSON Schema. They differ in `nullable`, in the boolean `exclusiveMinimum` and
 * `exclusiveMaximum`, in what may stand beside `$ref`, and in words that are documentation only.
 */
import { asMapping, isMapping, type Mapping } from './mapping.ts'

const plainKeywords = [
  ...['type', 'format', 'enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'required'],
]
const listKeywords = ['allOf', 'oneOf', 'anyOf']

/** Converts a schema; every reference in it is made to point into the schema called `base`. */
export function toJsonSchema(schema: unknown, base: string): Mapping | boolean {
  if (typeof schema === 'boolean') return schema
  const source = asMapping(schema)
  const converted = convert(source, base)
  return isNullable(source) ? allowNull(converted) : converted
}

/** Converts all named schemas of a document, under the path their references use. */
export function toSchemaLibrary(components: Mapping, base: string): Mapping {
  const schemas = Object.entries(asMapping(components.schemas))
  const converted = schemas.map(([name, schema]) => [name, toJsonSchema(schema, base)])
  return { $id: base, components: { schemas: Object.fromEntries(converted) } }
}

function convert(source: Mapping, base: string): Mapping {
  // OpenAPI 3.0.3 §4.7.23: what stands beside `$ref` is ignored. `nullable` is honoured all the same (see isNullable).
  if (typeof source.$ref === 'string') return { $ref: `${base}${source.$ref}` }
  const result: Mapping = {}
  for (const keyword of plainKeywords) if (keyword in source) result[keyword] = source[keyword]
  convertBounds(source, result)
  for (const keyword of listKeywords) {
    const branches = source[keyword]
    if (Array.isArray(branches)) result[keyword] = branches.map((branch) => toJsonSchema(branch, base))
  }
  if ('not' in source) result.not = toJsonSchema(source.not, base)
  if ('items' in source) result.items = toJsonSchema(source.items, base)
  if ('additionalProperties' in source) {
    result.additionalProperties = toJsonSchema(source.additionalProperties, base)
  }
  if (isMapping(source.properties)) {
    const properties = Object.entries(source.properties)
    result.properties = Object.fromEntries(
      properties.map(([name, property]) => [name, toJsonSchema(property, base)]),
    )
  }
  return result
}

function convertBounds(source: Mapping, result: Mapping): void {
  if (source.exclusiveMinimum === true) result.exclusiveMinimum = source.minimum
  if (source.exclusiveMaximum === true) result.exclusiveMaximum = source.maximum
}

/**
 * `nullable` beside a reference or a composition is plainly meant, though OpenAPI 3.0.3 gives it a meaning only beside
 * `type`; so is a branch of `allOf` that says nothing but `nullable`.
 */
function isNullable(source: Mapping): boolean {
  if (source.nullable === true) return true
  const branches = Array.isArray(source.allOf) ? source.allOf : []
  return branches.some((branch) => isMapping(branch) && branch.nullable === true && !('$ref' in branch))
}

function allowNull(schema: Mapping): Mapping {
  const isSimple = typeof schema.type === 'string' && listKeywords.every((keyword) => !(keyword in schema))
  // Without a type, and with nothing else, any value passes already.
  if (Object.keys(schema).length === 0) return schema
  if (!isSimple) return { anyOf: [schema, { type: 'null' }] }
  const { enum: values } = schema
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(Array.isArray(values) && { enum: [...new Set([...values, null])] }),
  }
}
