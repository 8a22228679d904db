/**
 * The environment of an app that runs an official SDK against this server over plain http: its own server proxies the
 * Frontend API under `/__clerk`, so that scripts, calls and cookies stay on the app's origin (wire contract 1.5, 1.7).
 */
import type { ServerUrls } from './server-urls.ts'

export interface EnvInput {
  publishableKey: string
  secretKey: string
  urls: ServerUrls
  isDevelopment: boolean
}

/** How a framework names what its browser code may read, and what it knows beside the keys. */
interface Framework {
  publicPrefix: string
  serverPrefix: string
  hasProxy: boolean
  hasSignInUrls: boolean
  hasKeyless: boolean
}

const withProxy = { serverPrefix: 'CLERK_', hasProxy: true, hasSignInUrls: true, hasKeyless: false }

/** Names as the SDKs read them (wire contract 1.7). */
export const frameworks: Readonly<Record<string, Framework | 'ours'>> = {
  next: { ...withProxy, publicPrefix: 'NEXT_PUBLIC_CLERK_', hasKeyless: true },
  express: { ...withProxy, publicPrefix: 'CLERK_' },
  fastify: { ...withProxy, publicPrefix: 'CLERK_', hasSignInUrls: false },
  hono: { ...withProxy, publicPrefix: 'CLERK_', hasSignInUrls: false },
  nuxt: { ...withProxy, publicPrefix: 'NUXT_PUBLIC_CLERK_', serverPrefix: 'NUXT_CLERK_', hasKeyless: true },
  astro: { ...withProxy, publicPrefix: 'PUBLIC_CLERK_', hasKeyless: true },
  'react-router': { ...withProxy, publicPrefix: 'VITE_CLERK_', hasKeyless: true },
  'tanstack-start': { ...withProxy, publicPrefix: 'VITE_CLERK_', hasKeyless: true },
  keywright: 'ours',
}

/** Lines of a `.env` file. */
export function frameworkEnv(name: string, input: EnvInput): string[] {
  const framework = frameworks[name]
  if (!framework) throw new RangeError(`no framework ${name}`)
  return (framework === 'ours' ? ownEntries(input) : officialEntries(framework, input)).map(
    ([key, value]) => `${key}=${value}`,
  )
}

/** Our own SDKs send browsers to the server itself. */
function ownEntries({ publishableKey, secretKey, urls }: EnvInput): [string, string][] {
  return [
    ['KEYWRIGHT_PUBLISHABLE_KEY', publishableKey],
    ['KEYWRIGHT_SECRET_KEY', secretKey],
    ['KEYWRIGHT_URL', urls.frontendApi],
    ['KEYWRIGHT_API_URL', urls.backendApi],
    ...signInUrls('KEYWRIGHT_', urls),
  ]
}

function officialEntries(framework: Framework, input: EnvInput): [string, string][] {
  const { publicPrefix, serverPrefix } = framework
  const { urls, isDevelopment } = input
  return [
    [`${publicPrefix}PUBLISHABLE_KEY`, input.publishableKey],
    [`${serverPrefix}SECRET_KEY`, input.secretKey],
    [`${serverPrefix}API_URL`, urls.backendApi],
    // By address: with a name the proxy would take redirects to the account portal for its own.
    ['CLERK_FAPI_URL', frontendApiForServers(urls)],
    [`${publicPrefix}PROXY_URL`, '/__clerk'],
    ...(framework.hasSignInUrls ? signInUrls(publicPrefix, urls) : []),
    [`${publicPrefix}TELEMETRY_DISABLED`, '1'],
    ...(framework.hasKeyless && isDevelopment
      ? [[`${publicPrefix}KEYLESS_DISABLED`, '1'] satisfies [string, string]]
      : []),
  ]
}

function signInUrls(prefix: string, { portal }: ServerUrls): [string, string][] {
  return [
    [`${prefix}SIGN_IN_URL`, `${portal}/sign-in`],
    [`${prefix}SIGN_UP_URL`, `${portal}/sign-up`],
  ]
}

/** The proxy's key names the instance, so its target needs no path prefix. */
function frontendApiForServers({ frontendApi, backendApi }: ServerUrls): string {
  return frontendApi.startsWith('http:') ? backendApi : frontendApi
}
