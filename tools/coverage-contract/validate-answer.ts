/** Holds a recorded success answer against what the reference declares for its operation. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { RecordedExchange } from '../../apps/server/src/testing/record-exchanges.ts'
import { toJsonSchema, toSchemaLibrary } from './json-schema.ts'
import type { Mapping } from './mapping.ts'
import type { Operation, Reference } from './reference.ts'

/** Says what is wrong with an answer, most telling first; nothing when it is as declared. */
export type AnswerValidator = (operation: Operation, exchange: RecordedExchange) => string[]

/** Prepares the validation against these references. */
export function createAnswerValidator(references: readonly Reference[]): AnswerValidator {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  for (const { api, components } of references) ajv.addSchema(toSchemaLibrary(components, api))
  const compiled = new Map<Mapping, ValidateFunction>()
  const compile = (schema: Mapping, api: string) => {
    const known = compiled.get(schema)
    if (known) return known
    const validate = ajv.compile(toJsonSchema(schema, api))
    compiled.set(schema, validate)
    return validate
  }
  return (operation, exchange) => {
    const problem = findUndeclared(operation, exchange)
    const schema = operation.answers.get(exchange.status)
    if (problem || !schema) return problem ? [problem] : []
    const validate = compile(schema, operation.api)
    const body = unwrapPage(operation, exchange, schema)
    return validate(body) ? [] : describeErrors(validate.errors ?? [])
  }
}

function findUndeclared({ answers }: Operation, exchange: RecordedExchange): string | undefined {
  const { status, contentType } = exchange
  const declared = [...answers.keys()].join(', ')
  if (!answers.has(status)) return `status ${status} is not declared (declared: ${declared})`
  if (status >= 300) return exchange.location ? undefined : `status ${status} without a Location`
  if (!answers.get(status)) return undefined
  if (!/^application\/json\b/.test(contentType))
    return `content type "${contentType}" in place of application/json`
  return 'body' in exchange ? undefined : 'the body is no JSON'
}

/** With `paginated=true` the declared list is inside `data`, beside `total_count`; the reference has no words for it. */
function unwrapPage({ isPaginated }: Operation, { query, body }: RecordedExchange, schema: Mapping): unknown {
  const asked = new URLSearchParams(query).get('paginated') === 'true'
  if (!asked || !isPaginated || schema.type !== 'array') return body
  if (typeof body !== 'object' || body === null || !('data' in body)) return body
  return 'total_count' in body && Number.isInteger(body.total_count) ? body.data : body
}

/** In a failed `oneOf` every branch complains; only those of the branch that came nearest are worth reading. */
function describeErrors(errors: readonly ErrorObject[]): string[] {
  const nullPlaces = new Set(errors.filter(isAboutNull).map(({ schemaPath }) => schemaPath))
  const real = errors.filter(
    ({ schemaPath }) => !nullPlaces.has(schemaPath) && !nullPlaces.has(`${schemaPath}/1/type`),
  )
  const choices = real.filter(isChoice).sort((a, b) => b.instancePath.length - a.instancePath.length)
  let kept = real.filter((error) => !isChoice(error))
  for (const { instancePath } of choices) {
    const inside = kept.filter((error) => isAtOrBelow(error, instancePath))
    const branches = Object.values(Object.groupBy(inside, branchOf)).filter((branch) => branch !== undefined)
    const [nearest = []] = branches.sort((a, b) => distanceOf(a) - distanceOf(b))
    kept = kept.filter((error) => !inside.includes(error) || nearest.includes(error))
  }
  return [...new Set((kept.length > 0 ? kept : errors).map(describeError))]
}

/** That a value which may be null is not null is no news. */
function isAboutNull({ keyword, params }: ErrorObject): boolean {
  return keyword === 'type' && params.type === 'null'
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf'
}

function isAtOrBelow(error: ErrorObject, path: string): boolean {
  return error.instancePath === path || error.instancePath.startsWith(`${path}/`)
}

/** A wrong word usually means another branch; a missing or misshapen field means the right one, badly filled. */
function distanceOf(branch: readonly ErrorObject[]): number {
  const weights = branch.map(({ keyword }): number => (keyword === 'enum' || keyword === 'pattern' ? 3 : 1))
  return weights.reduce((sum, weight) => sum + weight, 0)
}

/** Errors of one branch come from one schema: a named one, or the same place of the composition. */
function branchOf({ schemaPath }: ErrorObject): string {
  return /^.*?(?:\/schemas\/[^/]+|\/(?:oneOf|anyOf)\/\d+)/.exec(schemaPath)?.[0] ?? schemaPath
}

function describeError({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath === '' ? 'the body' : instancePath.slice(1).replaceAll('/', '.')
  const detail = params.additionalProperty ?? params.allowedValues ?? params.allowedValue
  const shown = Array.isArray(detail) ? detail.join('|').slice(0, 120) : detail
  return `${place} ${message ?? 'is not as declared'}${shown === undefined ? '' : ` (${shown})`}`
}
