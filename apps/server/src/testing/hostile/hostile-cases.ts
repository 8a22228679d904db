import type { AnyRoute } from '@keywright/contract'
import {
  hostileBodies,
  hostileEncoded,
  hostileHeaders,
  hostileJsonFor,
  hostileQueries,
} from './hostile-values.ts'
import { fieldsOf, inputSchema, sampleOf, withValueAt } from './json-schema.ts'

/** One request that should not be made: the parts that differ from a good one. */
export interface HostileCase {
  what: string
  /** The path with its parameters filled in, percent-encoded. */
  path: string
  query: string
  body: string | Uint8Array<ArrayBuffer> | undefined
  contentType: string
  headers: Record<string, string>
}

/** The one request of a route that is as it should be. The others differ from it in one place. */
export const nothingBad = 'nothing bad'

/** Names known to the server, by the names of parameters and fields. */
export type KnownNames = Record<string, unknown>

/** Stands in known values for what must be new in every request: an address can be claimed only once. */
export const newEachTime = '~new~'

/** Everything that is tried on a route. */
export function* hostileCases(route: AnyRoute, names: KnownNames): Generator<HostileCase> {
  let count = 0
  for (const hostileCase of allCases(route, names)) {
    count += 1
    const { body } = hostileCase
    yield typeof body === 'string'
      ? { ...hostileCase, body: body.replaceAll(newEachTime, `n${count}`) }
      : hostileCase
  }
}

function* allCases(route: AnyRoute, names: KnownNames): Generator<HostileCase> {
  const good = goodCase(route, names)
  yield good
  yield* hostilePaths(route, names, good)
  yield* hostileQueryCases(route, good)
  for (const [what, headers] of Object.entries(hostileHeaders)) yield { ...good, what, headers }
  if (good.body === undefined) return
  for (const [what, contentType, body] of hostileBodies) yield { ...good, what, contentType, body }
  if (route.bodyKind === 'json') yield* hostileJsonFields(route, names, good)
  if (route.bodyKind === 'form') yield* hostileFormFields(route, names, good)
}

function goodCase(route: AnyRoute, names: KnownNames): HostileCase {
  const hasBody = route.method !== 'get' && route.method !== 'delete'
  const sample = sampleOf(inputSchema(route.body), names)
  const isForm = route.bodyKind === 'form'
  return {
    what: nothingBad,
    path: fillPath(route, names),
    query: formOf(sampleOf(inputSchema(route.query), names)),
    body: hasBody ? (isForm ? formOf(sample) : JSON.stringify(sample)) : undefined,
    contentType: isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    headers: {},
  }
}

function fillPath(route: AnyRoute, names: KnownNames, encoded: Record<string, string> = {}): string {
  return route.path.replaceAll(
    /\{(\w+)\}/g,
    (_match, name: string) => encoded[name] ?? encodeURIComponent(String(names[name] ?? 'unknown')),
  )
}

function formOf(sample: unknown): string {
  const fields = Object.entries(sample as Record<string, unknown>)
  return new URLSearchParams(
    fields.map(
      ([name, value]) =>
        [name, typeof value === 'string' ? value : JSON.stringify(value)] satisfies [string, string],
    ),
  ).toString()
}

function* hostilePaths(route: AnyRoute, names: KnownNames, good: HostileCase): Generator<HostileCase> {
  for (const [, name = ''] of route.path.matchAll(/\{(\w+)\}/g)) {
    for (const [what, value] of Object.entries(hostileEncoded)) {
      yield { ...good, what: `${what} as ${name}`, path: fillPath(route, names, { [name]: value }) }
    }
  }
}

function* hostileQueryCases(route: AnyRoute, good: HostileCase): Generator<HostileCase> {
  for (const query of hostileQueries) yield { ...good, what: `?${query}`, query: `${good.query}&${query}` }
  for (const name of Object.keys(inputSchema(route.query).properties ?? {})) {
    const others = new URLSearchParams(good.query)
    others.delete(name)
    for (const [what, value] of Object.entries(hostileEncoded)) {
      yield { ...good, what: `${what} as ?${name}`, query: `${others}&${name}=${value}` }
    }
    yield { ...good, what: `?${name} twice`, query: `${others}&${name}=1&${name}=%00` }
    yield { ...good, what: `?${name} with an index`, query: `${others}&${name}[0]=1&${name}[a]=2` }
  }
}

const placeholder = '\u0001hostile\u0001'

function* hostileJsonFields(route: AnyRoute, names: KnownNames, good: HostileCase): Generator<HostileCase> {
  const schema = inputSchema(route.body)
  const sample = sampleOf(schema, names)
  for (const { path, types } of fieldsOf(schema)) {
    const text = JSON.stringify(withValueAt(sample, path, placeholder))
    for (const [what, value] of Object.entries(hostileJsonFor(types))) {
      const body = text.replace(JSON.stringify(placeholder), () => value)
      yield { ...good, what: `${what} as ${path.join('.')}`, body }
    }
  }
}

function* hostileFormFields(route: AnyRoute, names: KnownNames, good: HostileCase): Generator<HostileCase> {
  const schema = inputSchema(route.body)
  const sample = sampleOf(schema, names) as Record<string, unknown>
  for (const name of Object.keys(schema.properties ?? {})) {
    const others = formOf(Object.fromEntries(Object.entries(sample).filter(([key]) => key !== name)))
    for (const [what, value] of Object.entries(hostileEncoded)) {
      yield { ...good, what: `${what} as ${name}`, body: `${others}&${name}=${value}` }
    }
    yield { ...good, what: `a megabyte as ${name}`, body: `${others}&${name}=${'x'.repeat(1_000_000)}` }
    yield { ...good, what: `${name} twice`, body: `${others}&${name}=a&${name}=b` }
  }
}
