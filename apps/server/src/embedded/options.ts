/** What an app says of the server inside it means for the server's configuration. */
import type { Config } from '../config/config.schema.ts'
import { ConfigError, loadConfig } from '../config/load-config.ts'
import type { PostgresTarget } from '../platform/db/open-postgres.ts'
import { EmbeddingError } from './embedding-error.ts'
import type { DatabaseOptions, KeywrightOptions } from './keywright-options.ts'

export interface EmbeddedSettings {
  config: Config
  target: PostgresTarget
  publicUrl: string
  basePath: string
  environment: 'development' | 'production'
  /** What must be there by the time the server starts. */
  missing: EmbeddingError | undefined
}

/** Throws for what can never be right; what is only missing is said at the start, since apps are built without secrets. */
export function readSettings(options: KeywrightOptions): EmbeddedSettings {
  const { database = {}, secret = '', environment = 'development' } = options
  const basePath = readBasePath(options.basePath ?? '')
  const publicUrl = `${readBaseUrl(options.baseUrl ?? 'http://localhost:3000')}${basePath}`
  // Keys of production name the host, and cookies of production are for https alone.
  if (environment === 'production' && !/^https:\/\/[^/:]+\.[^/:]+/.test(publicUrl))
    throw invalid('baseUrl', `must be the https address of the app in production; it is "${publicUrl}"`)
  if (secret !== '' && !/^[0-9a-f]{64}$/i.test(secret))
    throw invalid('secret', 'must be 64 hex digits. Make one with: openssl rand -hex 32')
  const config = readConfig(options, publicUrl)
  const target = { ...readTarget(database), schema: config.KEYWRIGHT_DATABASE_SCHEMA }
  const missing = missingOf(database, secret)
  return { config, target, publicUrl, basePath, environment, missing }
}

function missingOf({ url, pool }: DatabaseOptions, secret: string): EmbeddingError | undefined {
  if (!url && !pool)
    return new EmbeddingError(
      'database_missing',
      'createKeywright needs the database of the app. Give database.url, such as process.env.DATABASE_URL, or database.pool.',
    )
  if (secret !== '') return undefined
  return new EmbeddingError(
    'secret_missing',
    'createKeywright needs a secret that seals keys in the database, the same in every process. Make one with `openssl rand -hex 32` and keep it.',
  )
}

function readBasePath(path: string): string {
  const trimmed = path.replace(/\/+$/, '')
  if (/^(\/[\w.~-]+)*$/.test(trimmed) && !/\/\.{1,2}(\/|$)/.test(trimmed)) return trimmed
  throw invalid('basePath', `must be a plain path such as "/api/auth"; it is "${path}"`)
}

function readBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (isOrigin) return url.origin
  throw invalid(
    'baseUrl',
    `must be where browsers reach the app, such as "https://app.example.com", without a path (that is basePath); it is "${text}"`,
  )
}

const connectionFields = ['connectionString', 'host', 'port', 'user', 'password', 'database', 'ssl'] as const

function readTarget({ url, pool }: DatabaseOptions): PostgresTarget {
  if (url) return { connectionString: url }
  if (pool === undefined) return {}
  const options: unknown = Object(pool).options
  if (typeof options !== 'object' || options === null)
    throw invalid('database.pool', 'must be a Pool of the package pg; give database.url instead')
  // Picked by name: a pool hides its password from loops, and its sizes and hooks are the app's.
  const fields = connectionFields.map((name) => [name, Reflect.get(options, name)])
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

/** Options and the setting of the process that means the same. */
const settings = {
  'database.schema': 'KEYWRIGHT_DATABASE_SCHEMA',
  'database.connections': 'KEYWRIGHT_DATABASE_POOL',
  'mail.smtpUrl': 'KEYWRIGHT_SMTP_URL',
  'mail.from': 'KEYWRIGHT_EMAIL_FROM',
  trustedProxies: 'KEYWRIGHT_TRUSTED_PROXIES',
  logLevel: 'KEYWRIGHT_LOG_LEVEL',
}

function readConfig(options: KeywrightOptions, publicUrl: string): Config {
  const { database = {}, mail = {} } = options
  const given: Record<string, string> = {
    KEYWRIGHT_PUBLIC_URL: publicUrl,
    KEYWRIGHT_MASTER_KEY: options.secret ?? '',
    KEYWRIGHT_DATABASE_SCHEMA: database.schema || 'keywright',
    KEYWRIGHT_DATABASE_POOL: String(database.connections ?? 8),
    KEYWRIGHT_NAMED_STATEMENTS: String(database.namedStatements ?? true),
    KEYWRIGHT_SMTP_URL: mail.smtpUrl ?? '',
    KEYWRIGHT_EMAIL_FROM: mail.from ?? '',
    KEYWRIGHT_TRUSTED_PROXIES: (options.trustedProxies ?? []).join(','),
    KEYWRIGHT_RATE_LIMITS: String(options.rateLimits ?? true),
    KEYWRIGHT_LOG_LEVEL: options.logLevel ?? 'warn',
  }
  try {
    return loadConfig(given)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const fault = Object.entries(settings).find(([, name]) => error.message.includes(`${name}: `))
    if (!fault) throw error
    const [option, name] = fault
    throw invalid(option, error.message.slice(error.message.indexOf(`${name}: `) + name.length + 2))
  }
}

function invalid(option: string, fault: string): EmbeddingError {
  return new EmbeddingError('option_invalid', `the option ${option} of createKeywright ${fault}.`)
}
