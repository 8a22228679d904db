/** Serves the pages of `public/`. Any web server does: all that is done here is to fill in the key, and to send a policy. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const {
  KEYWRIGHT_PUBLISHABLE_KEY: key = '',
  KEYWRIGHT_URL: url = 'http://localhost:3900',
  PORT = '3000',
} = process.env

/** Nothing inline, no nonce, and no script that writes HTML: the components need none of it. */
const policy = [
  "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  `script-src 'self' ${url}; style-src 'self' ${url}; connect-src ${url}; img-src 'self' ${url} data:`,
  `form-action 'self' ${url}; require-trusted-types-for 'script'`,
].join('; ')

const pages = { '/': 'index', '/sign-in': 'sign-in', '/sign-up': 'sign-up', '/profile': 'profile' }
const types = { css: 'text/css', js: 'text/javascript', html: 'text/html' }

/** Steps of a page are below its path. */
function fileAt(path) {
  if (/^\/[a-z]+\.(css|js)$/.test(path)) return path.slice(1)
  const page = Object.keys(pages).find((at) => path === at || (at !== '/' && path.startsWith(`${at}/`)))
  return page && `${pages[page]}.html`
}

const server = createServer(async (request, response) => {
  const name = fileAt(new URL(request.url ?? '/', 'http://localhost').pathname)
  const text =
    name && (await readFile(new URL(`public/${name}`, import.meta.url), 'utf8').catch(() => undefined))
  if (!text) return response.writeHead(404).end()
  const type = types[name.slice(name.lastIndexOf('.') + 1)]
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': policy })
  response.end(text.replaceAll('%KEYWRIGHT_URL%', url).replaceAll('%KEYWRIGHT_PUBLISHABLE_KEY%', key))
})

server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://localhost:${PORT}`))
