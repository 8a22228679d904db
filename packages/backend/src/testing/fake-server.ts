/** As much of a Backend API as `authenticateRequest` asks for, on a port of its own: official SDKs ask it in their own way. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jwkOf, keys } from './tokens.ts'

export interface FakeServer {
  url: string
  /** Directives by nonce. */
  payloads: Map<string, string[]>
  /** The answer to the next refreshes, by refresh token. */
  refreshes: Map<string, { status: number; body: unknown }>
  /** Paths that were asked for, with their method. */
  asked: string[]
  stop(): Promise<void>
}

export async function startFakeServer(): Promise<FakeServer> {
  const state = {
    payloads: new Map<string, string[]>(),
    refreshes: new Map<string, { status: number; body: unknown }>(),
    asked: [] as string[],
  }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const url = new URL(request.url ?? '/', 'http://fake')
    state.asked.push(`${request.method} ${url.pathname}`)
    const { status, body } = answer(state, url, text)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    ...state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

type Answers = Pick<FakeServer, 'payloads' | 'refreshes'>

function answer({ payloads, refreshes }: Answers, { pathname, searchParams }: URL, text: string) {
  if (pathname === '/v1/jwks') return { status: 200, body: { keys: [jwkOf(keys.publicKey, 'key_1')] } }
  if (pathname === '/v1/clients/handshake_payload') {
    const directives = payloads.get(searchParams.get('nonce') ?? '')
    return directives ? { status: 200, body: { directives } } : fault(404, 'resource_not_found')
  }
  if (pathname.endsWith('/refresh'))
    return refreshes.get(JSON.parse(text).refresh_token) ?? fault(401, 'refresh_token_not_found')
  return fault(404, 'resource_not_found')
}

const fault = (status: number, code: string) => ({
  status,
  body: { errors: [{ code, message: code, long_message: code }], clerk_trace_id: 't' },
})
