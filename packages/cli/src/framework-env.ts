/**
 * The environment of an app, under the names that its framework lets through. With an official SDK over plain http the app's own
 * server proxies the Frontend API under `/__clerk`, so that scripts, calls and cookies stay on the app's origin (wire contract
 * 1.5, 1.7). Our own SDKs send browsers to the server itself.
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
const official: Readonly<Record<string, Framework>> = {
  next: { ...withProxy, publicPrefix: 'NEXT_PUBLIC_CLERK_', hasKeyless: true },
  express: { ...withProxy, publicPrefix: 'CLERK_' },
  fastify: { ...withProxy, publicPrefix: 'CLERK_', hasSignInUrls: false },
  hono: { ...withProxy, publicPrefix: 'CLERK_', hasSignInUrls: false },
  nuxt: { ...withProxy, publicPrefix: 'NUXT_PUBLIC_CLERK_', serverPrefix: 'NUXT_CLERK_', hasKeyless: true },
  astro: { ...withProxy, publicPrefix: 'PUBLIC_CLERK_', hasKeyless: true },
  'react-router': { ...withProxy, publicPrefix: 'VITE_CLERK_', hasKeyless: true },
  'tanstack-start': { ...withProxy, publicPrefix: 'VITE_CLERK_', hasKeyless: true },
}

/** Our own SDKs: the prefix of what browsers may know, and of what only the server may. */
const own: Readonly<Record<string, { publicPrefix: string; serverPrefix: string }>> = {
  keywright: { publicPrefix: '', serverPrefix: '' },
  'keywright-next': { publicPrefix: 'NEXT_PUBLIC_', serverPrefix: '' },
  'keywright-nuxt': { publicPrefix: 'NUXT_PUBLIC_', serverPrefix: 'NUXT_' },
  'keywright-astro': { publicPrefix: 'PUBLIC_', serverPrefix: '' },
  'keywright-vite': { publicPrefix: 'VITE_', serverPrefix: '' },
  'keywright-expo': { publicPrefix: 'EXPO_PUBLIC_', serverPrefix: '' },
}

export const frameworks: readonly string[] = [...Object.keys(official), ...Object.keys(own)]

/** Lines of a `.env` file. */
export function frameworkEnv(name: string, input: EnvInput): string[] {
  return entriesFor(name, input).map(([key, value]) => `${key}=${value}`)
}

function entriesFor(name: string, input: EnvInput): [string, string][] {
  const theirs = official[name]
  if (theirs) return officialEntries(theirs, input)
  const ours = own[name]
  if (ours) return ownEntries(ours, input)
  throw new RangeError(`no framework ${name}`)
}

function ownEntries(
  { publicPrefix, serverPrefix }: { publicPrefix: string; serverPrefix: string },
  { publishableKey, secretKey, urls }: EnvInput,
): [string, string][] {
  return [
    [`${publicPrefix}KEYWRIGHT_PUBLISHABLE_KEY`, publishableKey],
    [`${serverPrefix}KEYWRIGHT_SECRET_KEY`, secretKey],
    [`${publicPrefix}KEYWRIGHT_URL`, urls.frontendApi],
    [`${serverPrefix}KEYWRIGHT_API_URL`, urls.backendApi],
    ...signInUrls(`${publicPrefix}KEYWRIGHT_`, urls),
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
