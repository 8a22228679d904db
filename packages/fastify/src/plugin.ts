import {
  type AdapterOptions,
  applyHeaders,
  createAuthenticator,
  type RequestAuth,
  toWebRequest,
} from '@keywright/adapter-core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who the request is from; `null` where the plugin has not looked. */
    auth: RequestAuth
  }
}

export interface KeywrightFastifyOptions extends AdapterOptions {
  /** When the plugin looks at a request; `preHandler` by default. */
  hookName?: 'preHandler' | 'onRequest' | undefined
  /** Finds the options for a request, where they are not the same for all: several instances behind one server. */
  optionsFor?: ((request: FastifyRequest) => AdapterOptions | Promise<AdapterOptions>) | undefined
}

/** Finds out who each request is from, for `getAuth(request)` and `request.auth`. It lets strangers through. */
export async function keywrightPlugin(
  fastify: FastifyInstance,
  given: KeywrightFastifyOptions = {},
): Promise<void> {
  const { hookName = 'preHandler', optionsFor, ...options } = given
  const authenticator = createAuthenticator<FastifyRequest>(
    optionsFor ? async (request) => ({ ...options, ...(await optionsFor(request)) }) : options,
  )
  fastify.decorateRequest('auth', null as never)
  const identify = async (request: FastifyRequest, reply: FastifyReply) => {
    const webRequest = toWebRequest(request.raw, request.originalUrl)
    if (!webRequest) return reply.code(400).send()
    const outcome = await authenticator.identify(webRequest, request)
    applyHeaders(outcome.headers, {
      has: (name) => reply.hasHeader(name),
      set: (name, value) => reply.header(name, value),
      append: (name, value) => appendHeader(reply, name, value),
    })
    if (outcome.kind === 'answer') return reply.code(outcome.status).send()
    request.auth = outcome.auth
    return undefined
  }
  // Before the body is read: it is handed on as it comes.
  fastify.addHook('onRequest', async (request, reply) => {
    const webRequest = toWebRequest(request.raw, request.originalUrl)
    const body = () => request.raw
    const forwarded = webRequest && (await authenticator.forward(webRequest, request, body))
    return forwarded && reply.send(forwarded)
  })
  if (hookName === 'onRequest') fastify.addHook('onRequest', identify)
  else fastify.addHook('preHandler', identify)
}

/** Fastify appends cookies by itself, and replaces everything else. */
function appendHeader(reply: FastifyReply, name: string, value: string): void {
  const before = name === 'set-cookie' ? undefined : reply.getHeader(name)
  reply.header(name, before === undefined ? value : `${before}, ${value}`)
}

// The plugin is for the whole app that registers it, not for a scope of its own.
Object.assign(keywrightPlugin, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: '@keywright/fastify',
  [Symbol.for('plugin-meta')]: { name: '@keywright/fastify', fastify: '5.x' },
})
