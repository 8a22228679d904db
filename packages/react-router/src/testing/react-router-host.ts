/** The app of the shared stories on React Router: its own request handler over a build as its compiler writes it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import {
  type AdapterHost,
  aMoment,
  guardedPattern,
  type HostOptions,
  paths,
  reportOf,
} from '@keywright/test-kit/adapter-host'
import type { createRequestHandler, LoaderFunctionArgs, ServerBuild } from 'react-router'
import { createRouteMatcher, getAuth, keywrightMiddleware, requireAuth } from '../server.ts'

export type CreateRequestHandler = typeof createRequestHandler
type RouteModule = Record<string, unknown>

/** One route below the root, without a page of its own: it answers by itself. */
const resource = (path: string, module: RouteModule) => ({ path, module })

/** What a framework build has besides routes. Version 7 has the ways of version 8 behind flags. */
export function buildOf(root: RouteModule, routes: ReturnType<typeof resource>[], entry: RouteModule) {
  const ids = Object.fromEntries(
    routes.map(({ path, module }) => [path, { id: path, parentId: 'root', path: path.slice(1), module }]),
  )
  return {
    entry: { module: entry },
    routes: { root: { id: 'root', path: '', module: { default: () => null, ...root } }, ...ids },
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' },
    ...{ publicPath: '/', assetsBuildDirectory: '', ssr: true, isSpaMode: false, prerender: [] },
    routeDiscovery: { mode: 'initial', manifestPath: '/__manifest' },
    future: { v8_middleware: true, v8_passThroughRequests: true, v8_trailingSlashAwareDataRequests: true },
  } as unknown as ServerBuild
}

export function reactRouterHost(name: string, createHandler: CreateRequestHandler): AdapterHost {
  return {
    name,
    async start(options) {
      const handle = createHandler(buildFor(options), 'test')
      const fetch = (request: Request) => handled.run({}, async () => toHandled(await handle(request)))
      const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
        const listening = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening))
      })
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  }
}

type Middleware = ReturnType<typeof keywrightMiddleware>

const appMiddleware: Middleware = async (_args, next) => {
  const response = await next()
  response.headers.set('x-before', '1')
  response.headers.append('set-cookie', 'before=1')
  return response
}

/** React Router tells `handleError` what went wrong, and answers with its own page: an app’s server replaces that. */
const handled = new AsyncLocalStorage<{ message?: string }>()

function toHandled(answer: Response): Response {
  const message = handled.getStore()?.message
  if (message === undefined) return answer
  const headers = new Headers(answer.headers)
  headers.delete('content-type')
  return Response.json({ handled: message }, { status: 500, headers })
}

const isGuarded = createRouteMatcher(guardedPattern)
const guard: Middleware = async (args, next) =>
  isGuarded(args) && !(await getAuth(args)).userId ? new Response(null, { status: 401 }) : next()

function buildFor(options: Parameters<AdapterHost['start']>[0]): ServerBuild {
  const given =
    typeof options === 'function'
      ? ({ request }: Pick<LoaderFunctionArgs, 'request'>): HostOptions =>
          options((header) => request.headers.get(header) ?? undefined)
      : options
  const root = { middleware: [appMiddleware, keywrightMiddleware(given), guard] }
  const entry = {
    handleError(error: unknown) {
      if (error instanceof Error) Object.assign(handled.getStore() ?? {}, { message: error.message })
    },
  }
  return buildOf(root, routes, entry)
}

const report = async (args: LoaderFunctionArgs) => {
  const any = await getAuth(args, { acceptsToken: 'any' })
  const auths = new Map<string, unknown>([[key({ acceptsToken: 'any' }), any]])
  for (const options of [
    {},
    { treatPendingAsSignedOut: false },
    { acceptsToken: 'm2m_token' },
    { acceptsToken: ['m2m_token'] },
  ] as const)
    auths.set(key(options), await getAuth(args, options as { acceptsToken: 'any' }))
  return Response.json(reportOf((options = {}) => auths.get(key(options)) as ReturnType<ReadReport>))
}
type ReadReport = Parameters<typeof reportOf>[0]
const key = (options: object) => JSON.stringify(options)

const text = (content: string) => ({ loader: () => new Response(content) })

const routes = [
  resource(paths.who, { loader: report }),
  resource(paths.members, { middleware: [requireAuth()], loader: report, action: report }),
  resource(paths.guarded, text('secret')),
  resource(`${paths.guarded}/*`, text('secret')),
  resource(`${paths.open}/*`, text('open')),
  resource(paths.echo, { action: ({ request }: LoaderFunctionArgs) => new Response(request.body) }),
  resource(paths.own, {
    loader: () => new Response(null, { headers: { 'set-cookie': 'own=1', 'x-own': '1' } }),
  }),
  resource(paths.fails, {
    loader() {
      throw new Error('broken')
    },
  }),
  resource(paths.slow, {
    async loader(args: LoaderFunctionArgs) {
      await aMoment()
      return report(args)
    },
  }),
  // Middleware runs where a route is: this one lets it see every other address.
  resource('/*', { loader: () => new Response(null, { status: 404 }) }),
]
