/** What `integrations: [keywright()]` does: the environment reaches the server, and the client every page. */
import { fileURLToPath } from 'node:url'
import { type Environment, readEnvironment } from '@keywright/backend'
import type { ClientOptions } from '../client/client-options.ts'
import { adoptEnvFiles } from './read-env-files.ts'

export type KeywrightIntegrationOptions = Partial<ClientOptions>

/** As much of Astro's hook as is needed. */
interface SetupContext {
  config: { root: URL }
  command: string
  injectScript(stage: 'page', content: string): void
  injectRoute(route: { pattern: string; entrypoint: URL; prerender: boolean }): void
  updateConfig(config: object): unknown
}

export interface KeywrightIntegration {
  name: string
  hooks: { 'astro:config:setup'(context: SetupContext): void }
}

/** As it is built: by its name Astro would take it for a package that it need not read. */
const proxyRoute = new URL('../proxy-route.js', import.meta.url)

export function keywright(options: KeywrightIntegrationOptions = {}): KeywrightIntegration {
  return {
    name: '@keywright/astro',
    hooks: {
      'astro:config:setup'({ config, command, injectScript, injectRoute, updateConfig }) {
        adoptEnvFiles(fileURLToPath(config.root), command === 'dev' ? 'development' : 'production')
        const client = clientOptionsOf(options, process.env)
        injectScript(
          'page',
          `import { startKeywright } from '@keywright/astro/client'\nstartKeywright(${JSON.stringify(client)})`,
        )
        // The app itself is the way to the server: `frontendApiProxy` of the middleware.
        if (client.proxyUrl?.startsWith('/'))
          injectRoute({
            pattern: `${client.proxyUrl.replace(/\/+$/, '')}/[...path]`,
            ...{ entrypoint: proxyRoute, prerender: false },
          })
        // They name their stylesheets and pieces by their own place.
        const exclude = ['@keywright/ui', '@keywright/js', '@keywright/astro']
        updateConfig({ vite: { optimizeDeps: { exclude } } })
      },
    },
  }
}

/** What a page may know of the environment; a page that is drawn for a request is told again by the middleware. */
function clientOptionsOf(
  options: KeywrightIntegrationOptions,
  environment: Environment,
): Partial<ClientOptions> {
  const { publishableKey, url, proxyUrl, signInUrl, signUpUrl } = readEnvironment(environment)
  const known = Object.entries({ publishableKey, url, proxyUrl, signInUrl, signUpUrl })
  return { ...Object.fromEntries(known.filter(([, value]) => value !== undefined)), ...options }
}
