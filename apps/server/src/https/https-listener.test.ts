import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { request } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLog } from '../platform/log/log.ts'
import { type HttpsListener, openHttpsListener } from './https-listener.ts'
import { openLocalAuthority } from './local-authority.ts'

let folder: string
let app: Server
let listener: HttpsListener
let authority: string

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createTcpServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywright-https-'))
  app = createServer((incoming, outgoing) => {
    outgoing.setHeader('set-cookie', ['a=1', 'b=2'])
    outgoing.end(JSON.stringify({ path: incoming.url, headers: incoming.headers }))
  })
  app.on('upgrade', (_incoming, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n')
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  listener = await openHttpsListener({
    hostname: '127.0.0.1',
    port: await freePort(),
    dataDirectory: folder,
    appUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
    hasDomain: (domain) => domain === 'shop.localhost',
    log: silentLog,
  })
  listener.answerWith(async ({ url }, { encrypted }) => Response.json({ url, encrypted }))
  authority = await readFile(listener.certificateFile, 'utf8')
})
afterAll(async () => {
  await listener.close()
  app.closeAllConnections()
  app.close()
  await rm(folder, { recursive: true })
})

/** Asks as a browser that trusts the authority and nobody else. */
function ask(host: string, path = '/', headers: Record<string, string> = {}) {
  return new Promise<{ incoming: IncomingMessage; body: string }>((resolve, reject) => {
    const outgoing = request(
      {
        ...{ host: '127.0.0.1', port: listener.port, servername: host, ca: authority, agent: false, path },
        headers: { host: `${host}:${listener.port}`, ...headers },
      },
      async (incoming) => {
        let body = ''
        for await (const chunk of incoming.setEncoding('utf8')) body += chunk
        resolve({ incoming, body })
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}

describe('the https listener', () => {
  it.each(['clerk', 'accounts'])('answers on %s. with a certificate that fits', async (label) => {
    const host = `${label}.shop.localhost`
    const { body } = await ask(host, '/v1/client')
    expect(JSON.parse(body)).toEqual({ url: `https://${host}:${listener.port}/v1/client`, encrypted: true })
  })

  it('shows the app on app., and tells it how it was reached', async () => {
    const { incoming, body } = await ask('app.shop.localhost', '/members?x=1', { cookie: 'c=3' })
    const seen = JSON.parse(body) as { path: string; headers: Record<string, string> }
    expect(seen.path).toBe('/members?x=1')
    expect(seen.headers).toMatchObject({
      cookie: 'c=3',
      'x-forwarded-host': `app.shop.localhost:${listener.port}`,
      'x-forwarded-proto': 'https',
    })
    expect(incoming.headers['set-cookie']).toEqual(['a=1', 'b=2'])
  })

  it('carries web sockets to the app', async () => {
    const socket = connect({
      ...{ host: '127.0.0.1', port: listener.port, servername: 'app.shop.localhost', ca: authority },
    })
    socket.write(
      'GET /hmr HTTP/1.1\r\nHost: app.shop.localhost\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n',
    )
    const seen = await new Promise<string>((resolve, reject) => {
      let text = ''
      socket.on('error', reject).setEncoding('utf8')
      socket.on('data', (chunk: string) => {
        text += chunk
        if (text.endsWith('ping')) resolve(text)
        else if (text.includes('\r\n\r\n')) socket.write('ping')
      })
    })
    expect(seen).toMatch(/^HTTP\/1\.1 101 /)
    socket.destroy()
  })

  it('says in words that the app does not run', async () => {
    const silent = await openHttpsListener({
      ...{ hostname: '127.0.0.1', port: await freePort(), dataDirectory: folder, log: silentLog },
      ...{ appUrl: `http://127.0.0.1:${await freePort()}`, hasDomain: () => true },
    })
    const { port } = listener
    listener.port = silent.port
    const { incoming, body } = await ask('app.shop.localhost')
    listener.port = port
    await silent.close()
    expect(incoming.statusCode).toBe(502)
    expect(body).toContain('set APP_URL')
  })

  it('ends the handshake for a name of no instance', async () => {
    await expect(ask('clerk.other.localhost')).rejects.toThrow()
    await expect(ask('example.com')).rejects.toThrow()
  })

  // The attack: a page's request names the app's host, so that it is passed on, but comes for another instance's domain.
  it('passes nothing on for a host of no instance', async () => {
    const { body } = await ask('clerk.shop.localhost', '/', { host: 'app.other.localhost' })
    expect(JSON.parse(body)).toHaveProperty('encrypted', true)
  })
})

describe('the local authority', () => {
  it('is made once, and its key is for its owner alone', async () => {
    const again = await openLocalAuthority(folder)
    expect(await readFile(again.certificateFile, 'utf8')).toBe(authority)
    expect((await stat(join(folder, 'https', 'authority.pem'))).mode & 0o077).toBe(0)
    expect(authority).not.toContain('PRIVATE KEY')
  })

  it('is the same for processes that start at once', async () => {
    const shared = await mkdtemp(join(tmpdir(), 'keywright-https-'))
    const opened = await Promise.all([1, 2, 3].map(() => openLocalAuthority(shared)))
    const leaves = await Promise.all(opened.map((one) => one.issue(['x.localhost'])))
    const certificate = new X509Certificate(
      await readFile(join(shared, 'https', 'authority.pem'), 'utf8').then((text) =>
        text.slice(text.indexOf('-----BEGIN CERT')),
      ),
    )
    for (const { cert } of leaves) expect(new X509Certificate(cert).verify(certificate.publicKey)).toBe(true)
    await rm(shared, { recursive: true })
  })

  it('is replaced before it runs out', async () => {
    const shared = await mkdtemp(join(tmpdir(), 'keywright-https-'))
    const { certificateFile } = await openLocalAuthority(shared)
    const first = await readFile(certificateFile, 'utf8')
    await openLocalAuthority(shared, new Date(Date.now() + 3640 * 86_400_000))
    expect(await readFile(certificateFile, 'utf8')).not.toBe(first)
    await rm(shared, { recursive: true })
  })

  // The attack: somebody takes the authority's key from a developer's disk and imitates the bank.
  it('can vouch for no name but those under .localhost', async () => {
    const { issue } = await openLocalAuthority(folder)
    const { key, cert } = await issue(['bank.example'])
    const { createServer: createTlsServer } = await import('node:tls')
    const imitation = createTlsServer({ key, cert }).listen(0, '127.0.0.1')
    await new Promise((resolve) => imitation.once('listening', resolve))
    const { port } = imitation.address() as AddressInfo
    const fault = await new Promise<Error>((resolve) => {
      connect({ host: '127.0.0.1', port, servername: 'bank.example', ca: authority }, () =>
        resolve(new Error('was believed')),
      ).once('error', resolve)
    })
    imitation.close()
    expect(fault.message).toMatch(/permitted subtree violation/i)
  })
})
