/** The app of the shared stories on h3, which Nuxt's server is made of. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AdapterHost, aMoment, guardedPattern, paths, reportOf } from '@keywright/test-kit/adapter-host'
import {
  appendResponseHeader,
  createApp,
  createRouter,
  eventHandler,
  getRequestHeader,
  type H3Event,
  type Router,
  setResponseHeader,
  setResponseStatus,
  toNodeListener,
} from 'h3'
import { createRouteMatcher, getAuth, keywrightMiddleware, requireAuth } from '../server.ts'

export function h3Host(name: string): AdapterHost {
  return {
    name,
    async start(options) {
      const given =
        typeof options === 'function'
          ? (event: H3Event) => options((header) => getRequestHeader(event, header))
          : () => options
      const app = createApp({
        onError({ message, cause, statusCode }, event) {
          if (statusCode !== 500) return
          setResponseHeader(event, 'content-type', 'application/json')
          setResponseStatus(event, 500)
          const handled = cause instanceof Error ? cause.message : message
          event.node.res.end(JSON.stringify({ handled }))
        },
      })
      app.use(
        eventHandler((event) => {
          setResponseHeader(event, 'x-before', '1')
          appendResponseHeader(event, 'set-cookie', 'before=1')
        }),
      )
      const isGuarded = createRouteMatcher(guardedPattern)
      const guard = (event: H3Event) =>
        isGuarded(event) && !event.context.auth().userId ? new Response(null, { status: 401 }) : undefined
      app.use(keywrightMiddleware(guard, given))
      app.use(addRoutes(createRouter()))
      const server = createServer(toNodeListener(app))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  }
}

const report = (event: H3Event) =>
  reportOf((options = {}) => getAuth(event, options as { acceptsToken: 'any' }))

function addRoutes(router: Router): Router {
  return router
    .get(paths.who, eventHandler(report))
    .use(paths.members, requireAuth(eventHandler(report)))
    .get(
      paths.guarded,
      eventHandler(() => 'secret'),
    )
    .get(
      `${paths.guarded}/**`,
      eventHandler(() => 'secret'),
    )
    .get(
      `${paths.open}/**`,
      eventHandler(() => 'open'),
    )
    .post(
      paths.echo,
      eventHandler(({ node }) => node.req),
    )
    .get(
      paths.own,
      eventHandler((event) => {
        setResponseHeader(event, 'x-own', '1')
        appendResponseHeader(event, 'set-cookie', 'own=1')
        return ''
      }),
    )
    .get(
      paths.fails,
      eventHandler(() => {
        throw new Error('broken')
      }),
    )
    .get(
      paths.slow,
      eventHandler(async (event) => {
        await aMoment()
        return report(event)
      }),
    )
}
