/**
 * The app of the shared stories, on as much of Next.js as decides: requests and answers of its own, and what its server makes of
 * the headers that a middleware writes.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { toWebRequest } from '@keywright/adapter-core'
import { type AdapterHost, aMoment, guardedPattern, paths, reportOf } from '@keywright/test-kit/adapter-host'
import { type NextFetchEvent, type NextMiddleware, NextRequest, NextResponse } from 'next/server.js'
import { createRouteMatcher, getAuth, keywrightMiddleware } from '../server.ts'

export function nextHost(name: string): AdapterHost {
  return {
    name,
    async start(options) {
      const isGuarded = createRouteMatcher(guardedPattern)
      const isForMembers = createRouteMatcher(paths.members)
      const middleware = keywrightMiddleware(
        async (auth, request) => {
          if (isGuarded(request) && !(await auth()).userId) return new NextResponse(null, { status: 401 })
          if (isForMembers(request)) await auth.protect()
          return undefined
        },
        typeof options === 'function'
          ? (request) => options((header) => request.headers.get(header) ?? undefined)
          : options,
      )
      const server = createServer((request, response) => void serve(middleware, request, response))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  }
}

async function serve(
  middleware: NextMiddleware,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.setHeader('x-before', '1').appendHeader('set-cookie', 'before=1')
  const request = toNextRequest(incoming)
  if (!request) return void outgoing.writeHead(400).end()
  try {
    await write(await answer(middleware, request, outgoing), outgoing)
  } catch (error) {
    await write(Response.json({ handled: (error as Error).message }, { status: 500 }), outgoing)
  }
}

function toNextRequest(incoming: IncomingMessage): NextRequest | undefined {
  const request = toWebRequest(incoming, incoming.url)
  if (!request) return undefined
  const { url, method, headers } = request
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const } : {}
  return new NextRequest(url, { method, headers, ...body })
}

/** What the middleware has to say goes with every answer; the request goes on with the headers that it leaves. */
async function answer(
  middleware: NextMiddleware,
  request: NextRequest,
  outgoing: ServerResponse,
): Promise<Response> {
  const said = await middleware(request, {} as NextFetchEvent)
  if (said?.headers.get('x-middleware-next') !== '1') return said ?? new Response()
  for (const [name, value] of said.headers)
    if (!name.startsWith('x-middleware-')) outgoing.appendHeader(name, value)
  return route(new NextRequest(request, { headers: headersAfter(request, said) }))
}

/** As Next.js reads them: what is not in the list is gone. */
export function headersAfter(request: Request, said: Response): Headers {
  const names = said.headers.get('x-middleware-override-headers')?.split(',')
  if (!names) return new Headers(request.headers)
  const pairs = names.map((name) => [name, said.headers.get(`x-middleware-request-${name}`)] as const)
  return new Headers(pairs.filter((pair): pair is [string, string] => pair[1] !== null))
}

async function route(request: NextRequest): Promise<Response> {
  const path = decodeURI(request.nextUrl.pathname)
  const report = () =>
    Response.json(reportOf((options = {}) => getAuth(request, options as { acceptsToken: 'any' })))
  if (path === paths.who || path === paths.members) return report()
  if (path === paths.guarded || path.startsWith(`${paths.guarded}/`)) return new Response('secret')
  if (path.startsWith(`${paths.open}/`)) return new Response('open')
  if (path === paths.echo) return new Response(request.body)
  if (path === paths.own) return new Response(null, { headers: { 'x-own': '1', 'set-cookie': 'own=1' } })
  if (path === paths.fails) throw new Error('broken')
  if (path !== paths.slow) return new Response(null, { status: 404 })
  await aMoment()
  return report()
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  for (const [name, value] of response.headers)
    if (name === 'set-cookie') outgoing.appendHeader(name, value)
    else outgoing.setHeader(name, value)
  outgoing.writeHead(response.status)
  outgoing.end(Buffer.from(await response.arrayBuffer()))
}
