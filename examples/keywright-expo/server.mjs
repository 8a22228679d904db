/** Serves what `expo export` made. The app finds its screen by the address, so each address gets the same page. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const folder = join(import.meta.dirname, 'dist')
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.ico': 'image/x-icon' }

async function findFile(target) {
  const { pathname } = new URL(target, 'http://localhost')
  const file = join(folder, normalize(decodeURI(pathname)))
  const found = file.startsWith(folder) ? await stat(file).catch(() => undefined) : undefined
  return found?.isFile() ? file : join(folder, 'index.html')
}

createServer(async (request, response) => {
  const file = await findFile(request.url ?? '/').catch(() => join(folder, 'index.html'))
  response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
  createReadStream(file).pipe(response)
}).listen(process.env.PORT ?? 3000)
