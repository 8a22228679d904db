/**
 * The socket side of the server: one port, limits on what a peer may cost us, and an end that answers what was asked.
 * It knows no routes; what it says by itself (starting, malformed, too slow) has the same form as every error.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import { createServer as createTlsServer, type ServerOptions as TlsOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server'
import { DomainError } from '../domain-error.ts'
import { type Log, silentLog } from '../log/log.ts'
import { errorResponse } from './error-response.ts'
import { createUnderWay, type UnderWay } from './under-way.ts'

/** Answers requests. It is told what the socket knows, which no header can forge. */
export type Answer = (
  request: Request,
  connection: { remoteAddress: string; encrypted: boolean },
) => Promise<Response>

/** How long a peer may take, in milliseconds. */
export interface HttpTimes {
  headersMax: number
  requestMax: number
  /** Longer than the usual 60 seconds of load balancers, so that they, not we, close what is idle. */
  keepAlive: number
  /** How often the first two are looked at. */
  checkEvery: number
  /** How long requests under way may take when the server closes. */
  closeMax: number
}

const usualTimes: HttpTimes = {
  headersMax: 15_000,
  requestMax: 30_000,
  keepAlive: 72_000,
  checkEvery: 2_000,
  closeMax: 10_000,
}

/** Browsers send localhost every cookie of every app on it, so this is twice Node's own limit. */
const headerBytesMax = 32 * 1024

export interface HttpServerOptions {
  hostname: string
  port: number
  log: Log
  /** The setting that says which port; named when it cannot be had. */
  portSetting?: string
  /** Makes it an https server. */
  tls?: Pick<TlsOptions, 'SNICallback'>
  /** Answers on the socket itself; `false` leaves a request to `answerWith`. */
  takeOver?: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean
  /** What becomes of a request to change the protocol; absent: it is refused. */
  upgrade?: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void
  times?: Partial<HttpTimes>
}

/** A port that is held. */
export interface HttpServer {
  port: number
  /** Answers with this from now on. Until then every request is asked to come back in a second. */
  answerWith(answer: Answer): void
  /** Takes no more connections, finishes the requests under way, and cuts off those that take too long. */
  close(): Promise<void>
}

/** Why a port cannot be listened on, in words for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
}

/** Takes a port, or says why it cannot be had. Another port is never taken in its place. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { hostname, port, log } = options
  const times = { ...usualTimes, ...options.times }
  let answer: Answer = async () => startingResponse()
  const listener = getRequestListener(
    (request, env) => answer(request, connectionOf((env as HttpBindings).incoming)),
    { errorHandler: (error) => faultResponse(error, log) },
  )
  const limits = {
    headersTimeout: times.headersMax,
    requestTimeout: times.requestMax,
    keepAliveTimeout: times.keepAlive,
    connectionsCheckingInterval: times.checkEvery,
    maxHeaderSize: headerBytesMax,
    // A request without a host is refused below, in the form of every error.
    requireHostHeader: false,
  }
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!options.takeOver?.(incoming, outgoing)) void listener(incoming, outgoing)
  }
  const server: Server = options.tls
    ? createTlsServer({ ...limits, ...options.tls }, handle)
    : createServer(limits, handle)
  if (options.upgrade) server.on('upgrade', options.upgrade)
  const underWay = trackRequests(server)
  server.on('clientError', (error, socket) => refuseClient(error, socket, underWay))
  await listen(server, hostname, port, options.portSetting ?? 'PORT')
  return {
    port: (server.address() as AddressInfo).port,
    answerWith(next) {
      answer = next
    },
    close: () => closeServer(server, underWay, times.closeMax),
  }
}

function connectionOf(incoming: IncomingMessage): { remoteAddress: string; encrypted: boolean } {
  const socket: Socket & { encrypted?: boolean } = incoming.socket
  return { remoteAddress: socket.remoteAddress ?? '', encrypted: socket.encrypted === true }
}

function listen(server: Server, hostname: string, port: number, setting: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explainListen(error, hostname, port, setting)))
    server.listen(port, hostname, resolve)
  })
}

function explainListen(error: NodeJS.ErrnoException, hostname: string, port: number, setting: string): Error {
  const at = `Port ${port} on ${hostname}`
  if (error.code === 'EADDRINUSE')
    return new ListenError(
      `${at} is taken by another process. Stop that process, or set ${setting} to a free port and start again.`,
    )
  if (error.code === 'EACCES')
    return new ListenError(`${at} may not be opened by this user. Set ${setting} to a port above 1023.`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new ListenError(`${hostname} is no address of this machine. Set KEYWRIGHT_HOST to one that is.`, {
      cause: error,
    })
  return error
}

function trackRequests(server: Server): UnderWay<ServerResponse> {
  const underWay = createUnderWay<ServerResponse>()
  server.prependListener('request', (_incoming: IncomingMessage, outgoing: ServerResponse) => {
    outgoing.once('close', underWay.add(outgoing))
    // A client that keeps its connection while we stop is told with the answer not to send another request on it.
    if (!server.listening) outgoing.setHeader('connection', 'close')
  })
  return underWay
}

async function closeServer(
  server: Server,
  underWay: UnderWay<ServerResponse>,
  millisecondsMax: number,
): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const outgoing of underWay.all()) if (!outgoing.headersSent) outgoing.setHeader('connection', 'close')
  const cutOff = setTimeout(() => server.closeAllConnections(), millisecondsMax)
  // What was already answering keeps its connection open after the answer.
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await closed
  clearTimeout(cutOff)
  clearInterval(idle)
}

/** Answers a peer whose bytes are no request, or come too slowly (RFC 9110 §15.5.9, RFC 6585 §5). */
function refuseClient(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  underWay: UnderWay<ServerResponse>,
): void {
  const isAnswering = underWay.all().some((outgoing) => outgoing.socket === socket && outgoing.headersSent)
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) return void socket.destroy(error)
  socket.once('error', () => undefined)
  const response = ownResponse(new DomainError(clientFaultCode(error)))
  void response.text().then((body) => {
    const head = [
      `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}`,
      'Content-Type: application/json',
      'Cache-Control: no-store',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
  })
}

function clientFaultCode({ code }: NodeJS.ErrnoException) {
  if (code === 'HPE_HEADER_OVERFLOW') return 'request_headers_too_large'
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : 'request_malformed'
}

/** Asks to come back in a second. */
export function startingResponse(): Response {
  const longMessage = 'The server is starting. Try again shortly.'
  return ownResponse(new DomainError('service_unavailable', { retryAfterSeconds: 1, longMessage }))
}

/** A target or host that is no URL is the caller's fault; anything else here is ours. */
function faultResponse(error: unknown, log: Log): Response {
  return ownResponse(error instanceof RequestError ? new DomainError('request_malformed') : error, log)
}

function ownResponse(fault: unknown, log: Log = silentLog): Response {
  return errorResponse(fault, { traceId: randomBytes(16).toString('hex'), log, isUnavailable: () => false })
}
