/** The app of the shared stories on Fastify. */
import type { AddressInfo } from 'node:net'
import { type AdapterHost, aMoment, guardedPattern, paths, reportOf } from '@keywright/test-kit/adapter-host'
import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify'
import {
  createRouteMatcher,
  getAuth,
  type KeywrightFastifyOptions,
  keywrightPlugin,
  requireAuth,
} from '../index.ts'

export function fastifyHost(name: string, own: KeywrightFastifyOptions = {}): AdapterHost {
  return {
    name,
    async start(options) {
      const app = fastify()
      app.addHook('onRequest', async (_request, reply) => {
        reply.header('x-before', '1').header('set-cookie', 'before=1')
      })
      app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) =>
        error.statusCode
          ? reply.code(error.statusCode).send()
          : reply.code(500).send({ handled: error.message }),
      )
      const given =
        typeof options === 'function'
          ? {
              optionsFor: (request: FastifyRequest) =>
                options((header) => String(request.headers[header] ?? 'live')),
            }
          : options
      await app.register(keywrightPlugin, { ...given, ...own })
      addRoutes(app)
      await app.listen({ port: 0, host: '127.0.0.1' })
      return { port: (app.server.address() as AddressInfo).port, stop: () => app.close() }
    },
  }
}

function addRoutes(app: FastifyInstance): void {
  const report = (request: FastifyRequest) =>
    reportOf((options = {}) => getAuth(request, options as { acceptsToken: 'any' }))
  const isGuarded = createRouteMatcher(guardedPattern)
  app.addHook('preHandler', async (request, reply) => {
    if (isGuarded(request) && !getAuth(request).userId) return reply.code(401).send()
    return undefined
  })
  // Read by the handler itself.
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  app.get(paths.who, async (request) => report(request))
  app.route({
    method: ['GET', 'POST'],
    url: paths.members,
    preHandler: requireAuth(),
    handler: async (request) => report(request),
  })
  app.get(paths.guarded, async () => 'secret')
  app.get(`${paths.guarded}/*`, async () => 'secret')
  app.get(`${paths.open}/*`, async () => 'open')
  app.post(paths.echo, (request, reply) => reply.send(request.body))
  app.get(paths.own, (_request, reply) => reply.header('x-own', '1').header('set-cookie', 'own=1').send())
  app.get(paths.fails, async () => {
    throw new Error('broken')
  })
  app.get(paths.slow, async (request) => {
    await aMoment()
    return report(request)
  })
}
