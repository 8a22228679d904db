import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createNpmAssetsPage, satisfies } from './npm-assets.page.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const bundle = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js'

describe('browser bundles', () => {
  it('are served by major version, for a short while, to pages of any origin', async () => {
    const response = await app.fetch(bundle, { headers: { origin: 'https://anything.example' } })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(await response.text()).toContain('data-clerk-publishable-key')
  })

  it('are served by exact version for good, with the chunks beside them', async () => {
    const response = await app.fetch('/npm/@clerk/ui@1.30.6/dist/ui.browser.js')
    expect(response.headers.get('cache-control')).toContain('immutable')
    const chunk = await app.fetch('/npm/@clerk/clerk-js@6.29.3/dist/vendors_clerk.browser_c0d6f3_6.29.3.js')
    expect(chunk.status).toBe(200)
    expect(chunk.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('are compressed as the browser accepts', async () => {
    const plain = await (await app.fetch(bundle)).text()
    const brotli = await app.fetch(bundle, { headers: { 'accept-encoding': 'gzip, deflate, br' } })
    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect(brotliDecompressSync(Buffer.from(await brotli.arrayBuffer())).toString()).toBe(plain)
    const gzip = await app.fetch(bundle, { headers: { 'accept-encoding': 'gzip, br;q=0' } })
    expect(gzip.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(Buffer.from(await gzip.arrayBuffer())).toString()).toBe(plain)
  })

  it('are not sent again to a browser that has them', async () => {
    const etag = (await app.fetch(bundle)).headers.get('etag') ?? ''
    const again = await app.fetch(bundle, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })

  it('are served through an app’s proxy and below an instance’s prefix', async () => {
    const proxied = await app.fetch(bundle, {
      headers: { 'clerk-secret-key': app.secretKey, 'clerk-proxy-url': 'http://localhost:3000/__clerk' },
    })
    expect(proxied.status).toBe(200)
    expect((await app.fetch(`/i/${app.instance.slug}${bundle}`)).status).toBe(200)
  })

  it('answers HEAD with the headers alone', async () => {
    const response = await app.fetch(bundle, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  it('name the version there is when another one is asked for', async () => {
    const response = await app.fetch('/npm/@clerk/clerk-js@5/dist/clerk.browser.js')
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('has @clerk/clerk-js 6.29.3, not 5')
  })

  it('say so when the package is not installed', async () => {
    const page = createNpmAssetsPage(Promise.resolve([]))
    const raw = new Request(`http://localhost:3900${bundle}`)
    const response = await page({ raw, path: bundle, method: 'GET' } as never)
    expect(response?.status).toBe(404)
    expect(await response?.text()).toContain('npm install @clerk/clerk-js')
  })
})

/** Sends the path as it is: `fetch` would resolve the dots before anybody sees them. */
function sendRaw(port: number, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, path, host: '127.0.0.1' }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() })
    })
    request.on('error', reject).end()
  })
}

// The attack: reading the server's own files by leading a path out of the package's folder.
describe('paths that lead out of a package', () => {
  const prefix = '/npm/@clerk/clerk-js@6.29.3'
  const paths = [
    `${prefix}/dist/../package.json`,
    `${prefix}/../../../package.json`,
    `${prefix}/dist/%2e%2e/package.json`,
    `${prefix}/dist/..%2fpackage.json`,
    `${prefix}/dist/..%5cpackage.json`,
    `${prefix}/dist/%2fetc%2fpasswd`,
    `${prefix}//etc/passwd`,
    `${prefix}/dist/clerk.browser.js%00.map`,
    `${prefix}/dist/%252e%252e/package.json`,
    '/npm/@clerk/../@clerk/clerk-js@6.29.3/package.json',
    '/npm/@keywright/pages@../../package.json',
  ]

  it('find nothing, however they are written', async () => {
    const server = createServer(async (incoming, outgoing) => {
      const url = `http://localhost:3900${incoming.url}`
      const response = await app.app.fetch(new Request(url), { remoteAddress: '127.0.0.1', encrypted: false })
      outgoing.writeHead(response.status).end(await response.text())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const answers = await Promise.all(paths.map((path) => sendRaw(port, path)))
    server.close()
    for (const { status, body } of answers) {
      expect(status).toBe(404)
      expect(body).not.toMatch(/"license"|root:/)
    }
  })
})

describe('satisfies', () => {
  it('knows exact versions, their beginnings and tags, and nothing else', () => {
    const asked = ['6.29.3', '6', '6.29', 'latest', 'canary', '6.2', '5', '6.29.2', '', '6.', '*']
    expect(asked.filter((range) => satisfies('6.29.3', range))).toEqual([
      '6.29.3',
      '6',
      '6.29',
      'latest',
      'canary',
    ])
  })
})
