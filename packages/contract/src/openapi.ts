import { z } from 'zod'
import type { AnyRoute, Audience } from './define-route.ts'
import { errorCatalog } from './error-catalog.ts'

type Json = Record<string, unknown>

const titles: Record<Audience, string> = {
  frontend: 'Keywright Frontend API',
  backend: 'Keywright Backend API',
  platform: 'Keywright Platform API',
}

/** The OpenAPI 3.1 document of one audience, made from its routes and nothing else. */
export function toOpenApi(audience: Audience, routes: readonly AnyRoute[]): Json {
  const schemas: Json = {}
  const paths: Record<string, Json> = {}
  const ordered = routes
    .filter((route) => route.audience === audience)
    .sort((a, b) => a.path.localeCompare(b.path, 'en') || a.method.localeCompare(b.method, 'en'))
  for (const route of ordered) {
    paths[route.path] = { ...paths[route.path], [route.method]: toOperation(route, schemas) }
  }
  schemas.Errors = errorsSchema
  const sortedSchemas = Object.fromEntries(
    Object.entries(schemas).sort(([a], [b]) => a.localeCompare(b, 'en')),
  )
  return {
    openapi: '3.1.0',
    info: { title: titles[audience], version: '2026-05-12', license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: { schemas: sortedSchemas },
  }
}

function toOperation(route: AnyRoute, schemas: Json): Json {
  const parameters = [
    ...toParameters('path', route.params, schemas),
    ...toParameters('query', route.query, schemas),
  ]
  const hasBody = route.method !== 'get' && route.method !== 'delete'
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(hasBody ? { requestBody: toRequestBody(route, schemas) } : {}),
    responses: { [String(route.status)]: toSuccess(route, schemas), ...toFailures(route) },
  }
}

function toParameters(place: 'path' | 'query', schema: z.ZodType, schemas: Json): Json[] {
  const json = toSchema(schema, 'input', schemas)
  const required = new Set((json.required as string[] | undefined) ?? [])
  return Object.entries((json.properties as Json | undefined) ?? {}).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: value,
  }))
}

const mediaTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  image: 'multipart/form-data',
} as const

function toRequestBody(route: AnyRoute, schemas: Json): Json {
  const schema =
    route.bodyKind === 'image'
      ? { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] }
      : toSchema(route.body, 'input', schemas)
  return { content: { [mediaTypes[route.bodyKind]]: { schema } } }
}

function toSuccess(route: AnyRoute, schemas: Json): Json {
  if (route.status === 204) return { description: 'Done' }
  const output = toSchema(route.output, 'output', schemas)
  const schema =
    route.envelope === 'client'
      ? {
          type: 'object',
          properties: { response: output, client: { type: ['object', 'null'] } },
          required: ['response', 'client'],
        }
      : output
  return { description: 'Success', content: { 'application/json': { schema }, ...toStream(route, schemas) } }
}

/** The data of the frames. OpenAPI 3.1 has no words for their names, so those stand in the titles. */
function toStream({ events }: AnyRoute, schemas: Json): Json {
  const frames = Object.entries(events).map(([title, frame]) => ({
    title,
    ...toSchema(frame, 'output', schemas),
  }))
  return frames.length === 0 ? {} : { 'text/event-stream': { schema: { oneOf: frames } } }
}

/** One answer a status; the codes it may carry stand in its description. */
function toFailures(route: AnyRoute): Json {
  const byStatus = Map.groupBy(route.errors, (code) => errorCatalog[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Errors' } } },
      },
    ]),
  )
}

const errorsSchema = {
  type: 'object',
  required: ['errors', 'clerk_trace_id'],
  properties: {
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message', 'long_message'],
        properties: {
          code: { type: 'string' },
          message: { type: 'string' },
          long_message: { type: 'string' },
          meta: { type: 'object' },
        },
      },
    },
    meta: { type: 'object' },
    clerk_trace_id: { type: 'string' },
  },
}

/** JSON Schema of a zod schema; schemas with an id move to the document's components and are referred to. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _,
    $defs: definitions,
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  for (const [name, definition] of Object.entries((definitions as Json | undefined) ?? {})) {
    schemas[name] = withoutId(rewriteRefs(definition) as Json)
  }
  if (typeof json.id === 'string') {
    schemas[json.id] = withoutId(rewriteRefs(json) as Json)
    return { $ref: `#/components/schemas/${json.id}` }
  }
  return rewriteRefs(json) as Json
}

function withoutId({ id: _, ...schema }: Json): Json {
  return schema
}

function rewriteRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewriteRefs)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : rewriteRefs(inner),
    ]),
  )
}
