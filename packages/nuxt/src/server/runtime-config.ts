/** Nuxt reads the environment into `runtimeConfig`, under the names that the module declares. */

/** As `readEnvironment` names them, without a brand. */
const secretNames = [
  'secretKey',
  'machineSecretKey',
  'jwtKey',
  'apiUrl',
  'apiVersion',
  'webhookSigningSecret',
]
const publicNames = [
  ...['publishableKey', 'url', 'proxyUrl', 'domain', 'isSatellite', 'signInUrl', 'signUpUrl'],
]
const brands = ['keywright', 'clerk'] as const

export interface KeywrightRuntimeConfig {
  keywright?: Record<string, unknown>
  clerk?: Record<string, unknown>
  public?: { keywright?: Record<string, unknown>; clerk?: Record<string, unknown> }
}

const empty = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '']))

/** What must be declared for Nuxt to read `NUXT_KEYWRIGHT_SECRET_KEY`, `NUXT_PUBLIC_KEYWRIGHT_PUBLISHABLE_KEY` and the like. */
export const declaredConfig = () => ({
  ...{ keywright: empty(secretNames), clerk: empty(secretNames) },
  public: { keywright: empty(publicNames), clerk: empty(publicNames) },
})

/** The configuration as an environment, for what is shared with other adapters. */
export function environmentOf(config: KeywrightRuntimeConfig = {}): Record<string, string> {
  const entries = brands.flatMap((brand) =>
    Object.entries({ ...config.public?.[brand], ...config[brand] }).map(([name, value]) => [
      `${brand}_${name.replace(/[A-Z]/g, '_$&')}`.toUpperCase(),
      typeof value === 'boolean' ? String(value) : value,
    ]),
  )
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string' && value !== ''))
}
