/** The whole server as a part of an app: `createKeywright({ database, secret })` and a route that hands it requests. */
import { randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { isConnectionError } from '../platform/db/database.ts'
import { errorResponse } from '../platform/http/error-response.ts'
import { plainAddress } from '../platform/http/forwarded.policy.ts'
import { startingResponse } from '../platform/http/http-server.ts'
import type { EmbeddedServer } from './embedded-server.ts'
import type { KeywrightKeys } from './keywright-keys.ts'
import type { KeywrightOptions } from './keywright-options.ts'
import { readSettings } from './options.ts'
import { claimServer } from './process-servers.ts'

export interface FetchDetails {
  /** Who sent the request, as the app's own socket or platform says. Never taken from a header that a browser can send. */
  address?: string | undefined
}

/** Options for an SDK on the same process: its calls go to the server directly, not over the network. */
export interface KeywrightSdkOptions extends KeywrightKeys {
  apiUrl: string
  fetch: typeof fetch
}

type Handler = (request: Request) => Promise<Response>
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

export interface Keywright {
  /** Answers one request. The first one starts the server. */
  fetch(request: Request, details?: FetchDetails): Promise<Response>
  /** The same as the exports of a route file: `export const { GET, POST, … } = keywright.handlers`. */
  handlers: Readonly<Record<Method, Handler>>
  /** Starts the server now: what is wrong with it is thrown here, in words. */
  start(): Promise<void>
  /** Ends background work and the server's database connections. The pool of the app stays open. */
  close(): Promise<void>
  /** The keys of the server's instance. */
  keys(): Promise<KeywrightKeys>
  /** `keywrightMiddleware(() => keywright.sdkOptions())` */
  sdkOptions(): Promise<KeywrightSdkOptions>
}

/**
 * Makes the server a part of this process. Nothing is opened before it is needed, so an app can be built without a database;
 * all calls with the same options share one server.
 */
export function createKeywright(options: KeywrightOptions): Keywright {
  const settings = readSettings(options)
  const find = claimServer(settings)
  const isSecure = settings.publicUrl.startsWith('https:')
  let hasWarned = false

  function addressOf(request: Request, given: string | undefined, { log }: EmbeddedServer): string {
    const address = plainAddress(given ?? options.clientAddress?.(request) ?? '')
    if (isIP(address) !== 0) return address
    if (hasWarned || given !== undefined) return ''
    hasWarned = true
    log.warn(
      {},
      'The app does not say who sends its requests, so limits per address count everybody as one. Give fetch an address, or createKeywright a clientAddress.',
    )
    return ''
  }

  async function answer(request: Request, details: FetchDetails = {}): Promise<Response> {
    const server = find()
    // Why it does not start is in the log, and what `start` throws.
    const running = await server.start().catch(() => undefined)
    if (!running) return startingResponse()
    const connection = { remoteAddress: addressOf(request, details.address, server), encrypted: isSecure }
    return await running.fetch(request, connection).catch((error: unknown) => faultResponse(error, server))
  }

  async function keys(): Promise<KeywrightKeys> {
    return await (await find().start()).keys()
  }

  // Calls of an SDK come from this process itself, which is no caller with an address.
  const fetchDirectly = (async (input: string | URL | Request, init?: RequestInit) =>
    answer(new Request(input, init), { address: '' })) as typeof fetch

  const handle: Handler = (request) => answer(request)
  const handlers = { GET: handle, HEAD: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle }
  return {
    fetch: answer,
    handlers: { ...handlers, OPTIONS: handle },
    start: async () => void (await find().start()),
    close: () => find().close(),
    keys,
    sdkOptions: async () => ({ ...(await keys()), apiUrl: settings.publicUrl, fetch: fetchDirectly }),
  }
}

function faultResponse(error: unknown, { log }: EmbeddedServer): Response {
  const traceId = randomBytes(16).toString('hex')
  return errorResponse(error, { traceId, log, isUnavailable: isConnectionError })
}
