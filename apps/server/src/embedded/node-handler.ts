/** From a request of Node's `http`, as Express and the like have it, to the server inside the app, and back. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Keywright } from './create-keywright.ts'
import { EmbeddingError } from './embedding-error.ts'

/** A router that stands below a path takes it off `url` and keeps the whole in `originalUrl`. */
type AppRequest = IncomingMessage & { originalUrl?: string; body?: unknown }

export type NodeHandler = (
  incoming: AppRequest,
  outgoing: ServerResponse,
  next?: (error: unknown) => void,
) => void

/** `app.use('/api/auth', toNodeHandler(keywright))`, before anything that reads bodies. */
export function toNodeHandler(keywright: Pick<Keywright, 'fetch'>): NodeHandler {
  const listener = getRequestListener(
    (request, env) =>
      keywright.fetch(request, {
        address: (env as { incoming: IncomingMessage }).incoming.socket.remoteAddress,
      }),
    // The app's own Request and Response stay what they are.
    { overrideGlobalObjects: false },
  )
  return (incoming, outgoing, next) => {
    if (isConsumed(incoming)) {
      const error = new EmbeddingError(
        'body_consumed',
        'something read the body of a request before toNodeHandler did. Put it before express.json() and the like.',
      )
      if (next) return next(error)
      throw error
    }
    if (incoming.originalUrl !== undefined) incoming.url = incoming.originalUrl
    void listener(incoming, outgoing)
  }
}

/** A body that was read is gone; waiting for it would take for ever. */
function isConsumed(incoming: AppRequest): boolean {
  return incoming.readableDidRead && incoming.body !== undefined
}
