/** A page on a port of its own with one of our browser packages in it, bundled as an app would bundle it. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { repositoryRoot } from '@keywright/test-kit'
import { build } from 'tsdown'
import { buildStyles, inlineStyles } from '../../tools/build-ui.ts'
import { type PageServer, servePages } from './page-server.ts'

export interface BundledPageOptions {
  /** A module, by its path from the root of the repository. */
  entry: string
  /** Handed to the page in an element `#config`. */
  config: object
}

/** Bundles the entry for browsers, minified, and serves it, and the same page on every path besides. */
export async function startBundledPage({ entry, config }: BundledPageOptions): Promise<PageServer> {
  const files = await bundle(join(repositoryRoot, entry))
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title>
<script type="application/json" id="config">${JSON.stringify(config)}</script>
<script type="module" src="/app.js"></script></head><body></body></html>`
  return servePages((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = files.get(path)
    const type = path.endsWith('.css') ? 'text/css' : file ? 'text/javascript' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'content-type': type }).end(file ?? html)
  })
}

/** Stylesheets that a module imports are there with it, as with any bundler of apps. */
const adoptedStyles = {
  name: 'adopted-styles',
  resolveId: (source: string, importer: string | undefined) =>
    source.endsWith('.css') && importer ? `${join(dirname(importer), source)}?adopted` : null,
  async load(id: string) {
    if (!id.endsWith('.css?adopted')) return null
    const css = JSON.stringify(await readFile(id.slice(0, -8), 'utf8'))
    const code = `const sheet = new CSSStyleSheet(); sheet.replaceSync(${css}); document.adoptedStyleSheets.push(sheet)`
    return { code, moduleType: 'js' as const, moduleSideEffects: true }
  },
}

/** What the page loads, by path. */
async function bundle(entry: string): Promise<Map<string, string | Uint8Array>> {
  const built = await build({
    ...{ entry: { app: entry }, config: false, write: false, logLevel: 'silent', dts: false, minify: true },
    ...{ platform: 'browser', format: 'esm', hash: false, deps: { alwaysBundle: [/.*/] } },
    inputOptions: {
      plugins: [inlineStyles, adoptedStyles],
      resolve: { conditionNames: ['keywright-source', 'browser', 'import', 'default'] },
    },
    outputOptions: { chunkFileNames: '[name].js', entryFileNames: '[name].js' },
  })
  const scripts = built
    .flatMap(({ chunks }) => chunks)
    .flatMap((chunk) => (chunk.type === 'chunk' ? [[`/${chunk.fileName}`, chunk.code] as const] : []))
  return new Map<string, string | Uint8Array>([...scripts, ['/styles.css', buildStyles()]])
}
