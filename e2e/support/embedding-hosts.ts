/** Apps of several frameworks with the whole server inside: one process, one port. `/me` answers who asks. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, serve } from '@hono/node-server'
import { createBackendClient } from '@keywright/backend'
import * as expressSdk from '@keywright/express'
import * as honoSdk from '@keywright/hono'
import { type Keywright, toNodeHandler } from '@keywright/server'
import express from 'express'
import { Hono } from 'hono'

export interface EmbeddingHost {
  name: string
  listen(keywright: Keywright, port: number): Promise<{ close(): Promise<void> }>
}

const basePath = '/api/auth'

/** A route for a catch-all path, and an SDK whose calls stay in the process. */
const hono: EmbeddingHost = {
  name: 'Hono',
  listen(keywright, port) {
    const app = new Hono<{ Bindings: { incoming: { socket: { remoteAddress?: string } } } }>()
    app.all(`${basePath}/*`, (c) =>
      keywright.fetch(c.req.raw, { address: c.env.incoming.socket.remoteAddress }),
    )
    app.use(
      '*',
      honoSdk.keywrightMiddleware(() => keywright.sdkOptions()),
    )
    app.get('/me', async (c) => {
      const { userId } = honoSdk.getAuth(c)
      if (!userId) return c.json({ userId }, 401)
      const user = await c.var.keywright.users.getUser(userId)
      return c.json({ userId, email: user.primaryEmailAddress?.emailAddress })
    })
    return untilListening(serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }) as Server)
  },
}

const expressHost: EmbeddingHost = {
  name: 'Express',
  listen(keywright, port) {
    const app = express()
    app.use(basePath, toNodeHandler(keywright))
    app.use(express.json())
    app.use(expressSdk.keywrightMiddleware(() => keywright.sdkOptions()))
    app.get('/me', async (request, response) => {
      const { userId } = expressSdk.getAuth(request)
      if (!userId) return void response.status(401).json({ userId })
      const client = createBackendClient(await keywright.sdkOptions())
      const user = await client.users.getUser(userId)
      response.json({ userId, email: user.primaryEmailAddress?.emailAddress })
    })
    return untilListening(app.listen(port, '127.0.0.1'))
  },
}

/** What Next.js does with `app/api/auth/[[...path]]/route.ts`: it calls the export named as the method, and tells no address. */
const next: EmbeddingHost = {
  name: 'a Next.js route',
  listen(keywright, port) {
    const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = keywright.handlers
    const route: Record<string, (request: Request) => Promise<Response>> = {
      ...{ GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS },
    }
    const me = async (request: Request): Promise<Response> => {
      const client = createBackendClient(await keywright.sdkOptions())
      const userId = (await client.authenticateRequest(request)).toAuth()?.userId
      if (!userId) return Response.json({ userId: null }, { status: 401 })
      const user = await client.users.getUser(userId)
      return Response.json({ userId, email: user.primaryEmailAddress?.emailAddress })
    }
    const listener = getRequestListener(
      async (request) => {
        const { pathname } = new URL(request.url)
        if (pathname === '/me') return me(request)
        const handler = route[request.method]
        return handler ? handler(request) : new Response(null, { status: 405 })
      },
      { overrideGlobalObjects: false },
    )
    return untilListening(createServer(listener).listen(port, '127.0.0.1'))
  },
}

export const embeddingHosts: readonly EmbeddingHost[] = [hono, expressHost, next]

async function untilListening(server: Server): Promise<{ close(): Promise<void> }> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  if ((server.address() as AddressInfo).port === 0) throw new RangeError('a port is given')
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
