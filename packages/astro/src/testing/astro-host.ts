/** The app of the shared stories as Astro runs it: middleware in a sequence, then the page whose route fits the decoded path. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { type AdapterHost, aMoment, guardedPattern, paths, reportOf } from '@keywright/test-kit/adapter-host'
import type { AstroContext } from '../server/astro-context.ts'
import {
  type AstroMiddleware,
  createRouteMatcher,
  type KeywrightLocals,
  keywrightMiddleware,
} from '../server.ts'

const isGuarded = createRouteMatcher(guardedPattern)

export function astroHost(name: string, differs: Record<string, string>): AdapterHost {
  return {
    ...{ name, differs },
    async start(options) {
      const given =
        typeof options === 'function'
          ? ({ request }: AstroContext) => options((header) => request.headers.get(header) ?? undefined)
          : () => options
      const ours = keywrightMiddleware((auth, { request }) => {
        return isGuarded(request) && !auth().userId ? new Response(null, { status: 401 }) : undefined
      }, given)
      const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
        const fetch = (request: Request) => answer(request, [before, ours])
        const listening = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening))
      })
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  }
}

function answer(request: Request, sequence: AstroMiddleware[]): Promise<Response> {
  const redirect = (location: string, status = 302) => new Response(null, { status, headers: { location } })
  const context = { request, url: new URL(request.url), locals: {}, redirect }
  const run = (index: number): Promise<Response> => {
    const middleware = sequence[index]
    return middleware ? middleware(context, () => run(index + 1)) : page(context)
  }
  return run(0)
}

/** The app's own, before ours. */
const before: AstroMiddleware = async (_context, next) => {
  const answered = await next().catch((error: Error) =>
    Response.json({ handled: error.message }, { status: 500 }),
  )
  const response = new Response(answered.body, answered)
  response.headers.set('x-before', '1')
  response.headers.append('set-cookie', 'before=1')
  return response
}

async function page(context: AstroContext): Promise<Response> {
  const { request, url } = context
  const locals = context.locals as KeywrightLocals
  const report = () =>
    Response.json(reportOf((options = {}) => locals.auth(options as { acceptsToken: 'any' })))
  const path = decodeURI(url.pathname)
  if (path === paths.who) return report()
  if (path === paths.members) {
    await locals.auth.protect()
    return report()
  }
  if (path === paths.guarded || path.startsWith(`${paths.guarded}/`)) return new Response('secret')
  if (path.startsWith(`${paths.open}/`)) return new Response('open')
  if (path === paths.echo && request.method === 'POST') return new Response(request.body)
  if (path === paths.own) return new Response(null, { headers: { 'x-own': '1', 'set-cookie': 'own=1' } })
  if (path === paths.fails) throw new Error('broken')
  if (path === paths.slow) return aMoment().then(report)
  return new Response(null, { status: 404 })
}
