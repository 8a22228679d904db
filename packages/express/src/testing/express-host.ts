/** The app of the shared stories on Express, for this package and for the official one. */
import type { AddressInfo } from 'node:net'
import {
  type AdapterHost,
  aMoment,
  guardedPattern,
  type HostOptions,
  paths,
  type ReadAnyAuth,
  reportOf,
} from '@keywright/test-kit/adapter-host'
import type { ErrorRequestHandler, Express, Request, RequestHandler } from 'express'

/** What an adapter for Express is made of. */
export interface ExpressAdapter {
  middleware(options: HostOptions | ((request: Request) => HostOptions)): RequestHandler
  getAuth(request: Request, options?: object): ReturnType<ReadAnyAuth>
  requireAuth(): RequestHandler
  createRouteMatcher(pattern: string): (request: Request) => boolean
}

const before: RequestHandler = (_request, response, next) => {
  response.setHeader('x-before', '1').cookie('before', '1', { path: '' })
  next()
}

const onError: ErrorRequestHandler = (error, _request, response, next) => {
  // What the path tricks cause is a bad request, as without a handler of one's own.
  if (error.statusCode) return next(error)
  return void response.status(500).json({ handled: error.message })
}

export function expressHost(
  name: string,
  createApp: () => Express,
  adapter: ExpressAdapter,
  differs: AdapterHost['differs'] = {},
): AdapterHost {
  return {
    name,
    differs,
    async start(options) {
      const given =
        typeof options === 'function'
          ? (request: Request) => options((header) => request.get(header))
          : options
      const app = createApp()
      app.use(before, adapter.middleware(given))
      addRoutes(app, adapter)
      app.use(onError)
      const server = await new Promise<ReturnType<Express['listen']>>((resolve) => {
        const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
      })
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  }
}

function addRoutes(app: Express, { getAuth, requireAuth, createRouteMatcher }: ExpressAdapter): void {
  const report = (request: Request) => reportOf((options) => getAuth(request, options))
  const isGuarded = createRouteMatcher(guardedPattern)
  app.use((request, response, next) => {
    if (isGuarded(request) && !getAuth(request).userId) response.status(401).end()
    else next()
  })
  app.get(paths.who, (request, response) => void response.json(report(request)))
  app.all(paths.members, requireAuth(), (request, response) => void response.json(report(request)))
  app.use(paths.guarded, (_request, response) => void response.send('secret'))
  app.use(paths.open, (_request, response) => void response.send('open'))
  app.post(paths.echo, (request, response) => void request.pipe(response))
  app.get(paths.own, (_request, response) => {
    response.cookie('own', '1', { path: '' }).set('x-own', '1').end()
  })
  app.get(paths.fails, () => {
    throw new Error('broken')
  })
  app.get(paths.slow, (request, response) => {
    aMoment().then(
      () => response.json(report(request)),
      () => response.status(500).end(),
    )
  })
}
