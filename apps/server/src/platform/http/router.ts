import type { AnyRoute, Route } from '@keywright/contract'
import type { z } from 'zod'
import { invariant } from '../domain-error.ts'
import type { Knowledge } from './audience.policy.ts'
import type { HttpRequest } from './http-request.ts'
import { type ParsedInput, parseRequest } from './parse-request.ts'
import { createPathTable, type Match } from './path-table.ts'

type ReplyBody = string | Uint8Array | ReadableStream<Uint8Array> | null

/** An answer that is not the route's output: a redirect, mostly. */
export class Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: ReplyBody

  constructor(
    status: number,
    headers: ConstructorParameters<typeof Headers>[0] = {},
    body: ReplyBody = null,
  ) {
    this.status = status
    this.headers = new Headers(headers)
    this.body = body
  }
}

/** Sends the browser on. 303: always by GET. */
export function redirectTo(url: string, headers: ConstructorParameters<typeof Headers>[0] = {}): Reply {
  return new Reply(303, {
    ...Object.fromEntries(new Headers(headers)),
    location: url,
    'cache-control': 'no-store',
  })
}

export type Handler<R extends AnyRoute, Scope> =
  R extends Route<infer P, infer Q, infer B, infer O>
    ? (
        input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
        scope: Scope,
      ) => Promise<z.input<O> | Reply>
    : never

/** What a router asks of its audience: who is calling, and how an output becomes an answer. */
export interface RouterHooks<Scope> {
  /** Makes the scope of a call, with which everything after it succeeds or fails. */
  open(request: HttpRequest, route: AnyRoute): Promise<Scope> | Scope
  /** Authenticates, before the body is read: a stranger's huge body costs nothing. */
  enter?(scope: Scope, request: HttpRequest, route: AnyRoute): Promise<void>
  /** Puts the output, already checked against its contract, into its envelope, with headers such as cookies. */
  leave(output: unknown, scope: Scope, route: AnyRoute): Promise<{ body: unknown; headers: Headers }>
  /** What goes with an answer that is not the route's output, such as cookies with a redirect. */
  leaveReply?(scope: Scope, route: AnyRoute): Promise<Headers>
  /** What goes with an error answer: headers that must be set all the same. */
  fail(error: unknown, scope: Scope | undefined, request: HttpRequest): Promise<Response>
}

export interface Router<Scope> {
  mount<R extends AnyRoute>(route: R, handler: Handler<R, Scope>): void
  /** Answers, or returns `undefined` when no route has this path. */
  handle(request: HttpRequest): Promise<Response> | undefined
  /** Whether a route has this method and path, or only this path. A form's method may stand in its body: POST may be any. */
  knows(request: Pick<HttpRequest, 'method' | 'path'>): Knowledge
  /** Methods of the routes that have this path. */
  methodsAt(path: string): string[]
  routes(): readonly AnyRoute[]
}

type AnyHandler<Scope> = (input: ParsedInput, scope: Scope) => Promise<unknown>
interface Mounted<Scope> {
  route: AnyRoute
  handler: AnyHandler<Scope>
}

const allMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** A table of routes of one audience. */
export function createRouter<Scope>(hooks: RouterHooks<Scope>): Router<Scope> {
  const mounted: Mounted<Scope>[] = []
  const table = createPathTable<Mounted<Scope>>()
  let latest: { method: string; path: string; found: Match<Mounted<Scope>> | undefined } | undefined

  /** A request is looked up twice: to tell whose it is, and to answer it. */
  function find(method: string, path: string): Match<Mounted<Scope>> | undefined {
    if (latest?.path === path && latest.method === method) return latest.found
    const found = table.find(method, path)
    latest = { method, path, found }
    return found
  }

  async function answer(
    { route, handler }: Mounted<Scope>,
    params: Record<string, string>,
    request: HttpRequest,
  ) {
    let scope: Scope | undefined
    try {
      scope = await hooks.open(request, route)
      await hooks.enter?.(scope, request, route)
      const result = await handler(await parseRequest(route, request, decodeParams(params)), scope)
      if (result instanceof Reply) return replyResponse(result, await hooks.leaveReply?.(scope, route))
      const output = checkOutput(route, result)
      const { body, headers } = await hooks.leave(output, scope, route)
      if (route.status === 204) return new Response(null, { status: 204, headers })
      headers.set('content-type', 'application/json')
      return new Response(JSON.stringify(body), { status: route.status, headers })
    } catch (error) {
      return await hooks.fail(error, scope, request)
    }
  }

  return {
    routes: () => mounted.map((entry) => entry.route),
    mount(route, handler) {
      const entry = { route, handler: handler as AnyHandler<Scope> }
      mounted.push(entry)
      table.add(route.method.toUpperCase(), route.path, entry)
    },
    handle(request) {
      const match = find(request.method, request.path)
      return match && answer(match.value, match.params, request)
    },
    knows({ method, path }) {
      if (find(method, path) !== undefined) return 'operation'
      if (!allMethods.some((other) => find(other, path) !== undefined)) return 'nothing'
      return method === 'POST' ? 'operation' : 'path'
    },
    methodsAt: (path) => allMethods.filter((method) => find(method, path) !== undefined),
  }
}

function replyResponse({ body, status, headers }: Reply, added = new Headers()): Response {
  for (const [name, value] of added) {
    if (name === 'set-cookie') headers.append(name, value)
    // What the route says itself, such as how long a picture may be cached, stands.
    else if (!headers.has(name)) headers.set(name, value)
  }
  return new Response(body, { status, headers })
}

function checkOutput(route: AnyRoute, result: unknown): unknown {
  const parsed = route.output.safeParse(result)
  invariant(
    parsed.success,
    `${route.operationId} answers as its contract says: ${parsed.error?.message ?? ''}`,
  )
  return parsed.data
}

function decodeParams(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, decode(value)]))
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
