import { Agent, get, request } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../log/log.ts'
import { type Answer, type HttpTimes, openHttpServer } from './http-server.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function startServer(answer?: Answer, times: Partial<HttpTimes> = {}) {
  const server = await openHttpServer({ hostname: '127.0.0.1', port: 0, log: silentLog, times })
  if (answer) server.answerWith(answer)
  open.push(server)
  return server
}

const quick: Partial<HttpTimes> = { headersMax: 100, requestMax: 200, checkEvery: 20, closeMax: 100 }
const ok: Answer = async (asked) => new Response(await asked.text())

/** Sends bytes as they are and gathers what comes back until the other side closes. */
function exchangeBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
    })
    socket.on('error', () => undefined).on('close', () => resolve(answer))
  })
}

function expectEnvelope(answer: string, status: number, code: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(head.toLowerCase()).toContain('content-type: application/json')
  expect(JSON.parse(body)).toMatchObject({ errors: [{ code }], clerk_trace_id: expect.any(String) })
}

describe('taking a port', () => {
  it('says in words which port is taken and by which setting another is chosen', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    )
    const opening = openHttpServer({ hostname: '127.0.0.1', port, log: silentLog })
    await expect(opening).rejects.toMatchObject({ name: 'ListenError' })
    await expect(opening).rejects.toThrow(new RegExp(`Port ${port} .* taken .* PORT`))
    other.close()
  })

  it('names the setting when the address is not of this machine', async () => {
    const opening = openHttpServer({ hostname: '192.0.2.1', port: 0, log: silentLog })
    await expect(opening).rejects.toThrow(/192\.0\.2\.1 .* KEYWRIGHT_HOST/)
  })

  it('asks callers to come back until it has something to answer with', async () => {
    const server = await startServer()
    const answer = await fetch(`http://127.0.0.1:${server.port}/v1/users`)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'service_unavailable' }] })
  })
})

describe('peers that cost too much', () => {
  // Slowloris: many connections that never finish their headers hold a server's memory.
  it('cuts off headers that come too slowly', async () => {
    const { port } = await startServer(ok, { ...quick, requestMax: 20_000 })
    expectEnvelope(await exchangeBytes(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '), 408, 'request_timeout')
  })

  it('cuts off a body that comes too slowly', async () => {
    const { port } = await startServer(ok, quick)
    const bytes = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf'
    expectEnvelope(await exchangeBytes(port, bytes), 408, 'request_timeout')
  })

  it('refuses headers over 32 KB, also after an answer on the same connection', async () => {
    const { port } = await startServer(ok, quick)
    const large = `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'c'.repeat(33 * 1024)}\r\n\r\n`
    expectEnvelope(await exchangeBytes(port, large), 431, 'request_headers_too_large')
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const statusOf = (cookie: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        get({ port, host: '127.0.0.1', agent, headers: { cookie } }, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode))
        }).on('error', reject)
      })
    expect(await statusOf('small')).toBe(200)
    expect(await statusOf('c'.repeat(33 * 1024))).toBe(431)
    agent.destroy()
  })

  it('takes 31 KB of cookies, which browsers gather on localhost', async () => {
    const { port } = await startServer(ok)
    const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { cookie: 'c'.repeat(31 * 1024) } })
    expect(answer.status).toBe(200)
  })

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n'],
    // Request smuggling: a proxy in front may believe the other of the two lengths (RFC 9112 §6.1).
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'two different lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    ],
    ['an invalid host', 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a backslash in the path', 'GET /\\evil HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ])('refuses %s in the form of every error', async (_what, bytes) => {
    const { port } = await startServer(ok)
    expectEnvelope(await exchangeBytes(port, bytes), 400, 'request_malformed')
  })

  it('answers as every error when the answer cannot be made', async () => {
    const { port } = await startServer(async () => {
      throw new Error('never shown')
    })
    const answer = await fetch(`http://127.0.0.1:${port}/`)
    expect(answer.status).toBe(500)
    expect(await answer.text()).toMatch(/internal_error/)
  })
})

describe('closing', () => {
  it('answers what is under way and tells that client to leave', async () => {
    const { promise: entered, resolve: enter } = Promise.withResolvers<void>()
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const server = await startServer(async () => {
      enter()
      await released
      return new Response('done')
    })
    const answering = fetch(`http://127.0.0.1:${server.port}/`)
    await entered
    const closing = server.close()
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow()
    release()
    const answer = await answering
    expect(answer.headers.get('connection')).toBe('close')
    expect(await answer.text()).toBe('done')
    await closing
  })

  it('does not wait for connections that are idle', async () => {
    const server = await startServer(ok)
    await fetch(`http://127.0.0.1:${server.port}/`)
    await exchangeIdle(server.port)
    const begin = performance.now()
    await server.close()
    expect(performance.now() - begin).toBeLessThan(1_000)
  })

  it('cuts off what takes too long', async () => {
    const { promise: never } = Promise.withResolvers<Response>()
    const server = await startServer(() => never, quick)
    const answering = fetch(`http://127.0.0.1:${server.port}/`)
    const failed = expect(answering).rejects.toThrow()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await server.close()
    await failed
  })
})

/** Leaves a connection open after an answer. */
function exchangeIdle(port: number): Promise<void> {
  return new Promise((resolve) => {
    const agent = new Agent({ keepAlive: true })
    request({ port, host: '127.0.0.1', agent }, (answer) => answer.resume().on('end', resolve)).end()
  })
}
