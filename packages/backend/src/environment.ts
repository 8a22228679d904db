/** What an app's environment says (wire contract 1.7). Frameworks put a prefix before what browsers may know. */

/** Names and values: `process.env`, or what a worker is handed. */
export type Environment = Readonly<Record<string, unknown>>

export interface EnvironmentOptions {
  publishableKey?: string
  secretKey?: string
  machineSecretKey?: string
  jwtKey?: string
  apiUrl?: string
  apiVersion?: string
  url?: string
  proxyUrl?: string
  domain?: string
  isSatellite?: boolean
  signInUrl?: string
  signUpUrl?: string
  webhookSigningSecret?: string
}

/** Our names win over those of other SDKs. */
const brands: readonly string[] = ['KEYWRIGHT_', 'CLERK_']
/** What browsers may know, in the spelling of each framework. */
const publicPrefixes = ['', 'NEXT_PUBLIC_', 'NUXT_PUBLIC_', 'PUBLIC_', 'VITE_', 'EXPO_PUBLIC_']
/** Nuxt hands its server only what begins so. */
const serverPrefixes = ['', 'NUXT_']

/** Reads the options that the environment names; what is not set is left out. */
export function readEnvironment(environment: Environment = processEnvironment()): EnvironmentOptions {
  const shared = (name: string) => find(environment, publicPrefixes, name)
  const secret = (...names: string[]) =>
    names.map((name) => find(environment, serverPrefixes, name)).find((value) => value !== undefined)
  const isSatellite = shared('IS_SATELLITE')
  return withoutAbsent({
    publishableKey: shared('PUBLISHABLE_KEY'),
    secretKey: secret('SECRET_KEY'),
    machineSecretKey: secret('MACHINE_SECRET_KEY'),
    jwtKey: secret('JWT_KEY'),
    apiUrl: secret('API_URL'),
    apiVersion: secret('API_VERSION'),
    // Only ours: other SDKs know no such name.
    url: find(environment, publicPrefixes, 'URL', ['KEYWRIGHT_']),
    proxyUrl: shared('PROXY_URL'),
    domain: shared('DOMAIN'),
    isSatellite: isSatellite === undefined ? undefined : /^(true|1)$/i.test(isSatellite),
    signInUrl: shared('SIGN_IN_URL'),
    signUpUrl: shared('SIGN_UP_URL'),
    webhookSigningSecret: secret('WEBHOOK_SIGNING_SECRET', 'WEBHOOK_SECRET'),
  })
}

function find(
  environment: Environment,
  prefixes: readonly string[],
  name: string,
  names = brands,
): string | undefined {
  for (const brand of names) {
    for (const prefix of prefixes) {
      const value = environment[`${prefix}${brand}${name}`]
      if (typeof value === 'string' && value !== '') return value
    }
  }
  return undefined
}

/** Run-times without processes have none. */
function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { env?: Environment } }
  return process?.env ?? {}
}

type Present<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

function withoutAbsent<Fields extends object>(fields: Fields): Present<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>
}
