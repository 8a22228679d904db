/**
 * Passes requests on to the developer's app, which itself speaks plain http: an http page and an https server would be
 * different sites, and their cookies would not meet.
 */
import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'

export interface AppProxy {
  answer(incoming: IncomingMessage, outgoing: ServerResponse): void
  /** Web sockets, such as a development server's reload channel. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** RFC 9110 §7.6.1: they belong to one connection, and the next one has its own. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
])

export function createAppProxy(appUrl: string): AppProxy {
  const target = new URL(appUrl)

  function open(incoming: IncomingMessage, headers: Record<string, string | string[]>): ClientRequest {
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest
    return send({
      protocol: target.protocol,
      hostname: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers,
    })
  }

  return {
    answer(incoming, outgoing) {
      const forward = open(incoming, forwardedHeaders(incoming, target))
      forward.on('response', (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.statusMessage, endToEnd(response))
        response.pipe(outgoing)
      })
      forward.on('error', () => refuse(outgoing, appUrl))
      outgoing.on('close', () => forward.destroy())
      incoming.pipe(forward)
    },

    upgrade(incoming, socket, head) {
      const upgrade = incoming.headers.upgrade ?? ''
      const headers = { ...forwardedHeaders(incoming, target), connection: 'Upgrade', upgrade }
      const forward = open(incoming, headers)
      forward.on('upgrade', (response, appSocket, appHead) => {
        socket.write(statusLines(response))
        appSocket.write(head)
        socket.write(appHead)
        appSocket.pipe(socket).pipe(appSocket)
        appSocket.on('error', () => socket.destroy())
        socket.on('error', () => appSocket.destroy())
      })
      forward.on('response', () => socket.destroy())
      forward.on('error', () => socket.destroy())
      forward.end()
    },
  }
}

/** The app sees under which address the browser reached it; official SDKs build their URLs from these headers. */
function forwardedHeaders(incoming: IncomingMessage, target: URL): Record<string, string | string[]> {
  return {
    ...endToEnd(incoming),
    host: target.host,
    'x-forwarded-host': incoming.headers.host ?? '',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': incoming.socket.remoteAddress ?? '',
  }
}

function endToEnd({ headers }: IncomingMessage): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.has(name))
  return Object.fromEntries(
    kept.filter((entry): entry is [string, string | string[]] => entry[1] !== undefined),
  )
}

function statusLines(response: IncomingMessage): string {
  const lines = response.rawHeaders.flatMap((name, index, all) =>
    index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
  )
  return `HTTP/1.1 101 ${response.statusMessage}\r\n${lines.join('\r\n')}\r\n\r\n`
}

function refuse(outgoing: ServerResponse, appUrl: string): void {
  if (outgoing.headersSent) return void outgoing.destroy()
  const text = `Keywright: nothing answers at ${appUrl}. Start your app, or set APP_URL to where it listens.\n`
  outgoing
    .writeHead(502, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(text)
}
