/** Serves built components under the strictest policy a host may have: what does not work here does not work. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const strictPolicy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'",
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
].join('; ')

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' }

/** Files by path; what is not among them is read from the folder. */
export async function serveGallery(folder: string, files: Record<string, string>) {
  const all: Record<string, string> = { '/favicon.ico': '', ...files }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const name = pathname === '/' ? '/index.html' : pathname
    const headers = {
      'content-type': `${types[extname(name)] ?? 'text/plain'}; charset=utf-8`,
      'content-security-policy': strictPolicy,
    }
    if (name === '/favicon.ico') return void response.writeHead(204).end()
    try {
      const body = all[name] ?? readFileSync(join(folder, name))
      response.writeHead(200, headers).end(body)
    } catch {
      response.writeHead(404, headers).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}
