/** The app of the shared stories on Hono. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type AdapterHost, aMoment, guardedPattern, paths, reportOf } from '@keywright/test-kit/adapter-host'
import { type Context, Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { HTTPException } from 'hono/http-exception'
import { createRouteMatcher, getAuth, keywrightMiddleware, requireAuth } from '../index.ts'

export function honoHost(name: string): AdapterHost {
  return {
    name,
    async start(options) {
      const given =
        typeof options === 'function'
          ? (context: Context) => options((header) => context.req.header(header))
          : options
      const app = new Hono()
      app.use(async (context, next) => {
        context.header('x-before', '1')
        context.header('set-cookie', 'before=1', { append: true })
        await next()
      })
      app.use('*', keywrightMiddleware(given))
      addRoutes(app)
      app.onError((error, context) =>
        error instanceof HTTPException ? error.getResponse() : context.json({ handled: error.message }, 500),
      )
      const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
        const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
          resolve(listening),
        )
      })
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  }
}

function addRoutes(app: Hono): void {
  const report = (context: Context) =>
    context.json(reportOf((options = {}) => getAuth(context, options as { acceptsToken: 'any' })))
  const isGuarded = createRouteMatcher(guardedPattern)
  app.use(async (context, next) => {
    if (isGuarded(context) && !getAuth(context).userId) return context.body(null, 401)
    return next()
  })
  app.get(paths.who, report)
  app.on(['GET', 'POST'], paths.members, requireAuth(), report)
  app.get(paths.guarded, (context) => context.text('secret'))
  app.get(`${paths.guarded}/*`, (context) => context.text('secret'))
  app.get(`${paths.open}/*`, (context) => context.text('open'))
  app.post(paths.echo, (context) => new Response(context.req.raw.body))
  app.get(paths.own, (context) => {
    setCookie(context, 'own', '1', { path: '' })
    context.header('x-own', '1')
    return context.body(null)
  })
  app.get(paths.fails, () => {
    throw new Error('broken')
  })
  app.get(paths.slow, async (context) => {
    await aMoment()
    return report(context)
  })
}
