import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface PageServer {
  url: string
  stop(): Promise<void>
}

/** Serves pages on a free port, or the one given, until it is stopped; browsers that hold connections do not keep it. */
export async function servePages(listener: RequestListener, port = 0): Promise<PageServer> {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') response.writeHead(204).end()
    else listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
