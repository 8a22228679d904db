/** A page on a port of its own with one of our browser packages in it, bundled as an app would bundle it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { repositoryRoot } from '@keywright/test-kit'
import { build } from 'tsdown'

export interface BundledPage {
  url: string
  stop(): Promise<void>
}

export interface BundledPageOptions {
  /** A module, by its path from the root of the repository. */
  entry: string
  /** Handed to the page in an element `#config`. */
  config: object
}

/** Bundles the entry for browsers, minified, and serves it on every path of the page. */
export async function startBundledPage({ entry, config }: BundledPageOptions): Promise<BundledPage> {
  const script = await bundle(join(repositoryRoot, entry))
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<script type="application/json" id="config">${JSON.stringify(config)}</script>
<script type="module" src="/app.js"></script></head><body></body></html>`
  const server = createServer((request, response) => {
    const isScript = request.url === '/app.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' })
    response.end(isScript ? script : html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bundle(entry: string): Promise<string> {
  const [built] = await build({
    ...{ entry: [entry], config: false, write: false, logLevel: 'silent', dts: false, minify: true },
    ...{ platform: 'browser', format: 'esm', deps: { alwaysBundle: [/.*/] } },
    inputOptions: { resolve: { conditionNames: ['keywright-source', 'browser', 'import', 'default'] } },
  })
  const chunk = built?.chunks.find((one) => one.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`Keywright: ${entry} became no script.`)
  return chunk.code
}
