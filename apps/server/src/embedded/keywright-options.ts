/** What an app says of the server inside it. */

/** A pool of `pg`. Where it leads is read from it; its connections stay the app's. */
export interface AppPool {
  readonly options: object
}

export interface DatabaseOptions {
  /** PostgreSQL 15 or later. */
  url?: string | undefined
  /** Instead of `url`: the app's own pool of `pg`, which says where the database is. */
  pool?: AppPool | undefined
  /** The schema of our tables; made when missing. `keywright` by default. */
  schema?: string | undefined
  /** How many connections we open at most, beside the one that listens; 8 by default. */
  connections?: number | undefined
  /** Off for a connection pooler without prepared statements. */
  namedStatements?: boolean | undefined
}

export interface KeywrightOptions {
  /** The app's own database. It may be left out while an app is built; the server does not start without. */
  database: DatabaseOptions
  /** 64 hex digits that seal secrets in the database, the same in every process: `openssl rand -hex 32`. */
  secret: string | undefined
  /** Where browsers reach the app; `http://localhost:3000` by default. */
  baseUrl?: string | undefined
  /** The path of the app below which the server is, such as `/api/auth`; the root by default. */
  basePath?: string | undefined
  /** What the first start makes: a development instance by default, or one for production at the host of `baseUrl`. */
  environment?: 'development' | 'production' | undefined
  mail?: { smtpUrl?: string | undefined; from?: string | undefined } | undefined
  /** Addresses or networks of the app's own reverse proxies, whose X-Forwarded headers are believed. */
  trustedProxies?: readonly string[] | undefined
  /**
   * Who sent a request, where `fetch` is not told: a header that the host of the app writes itself. Never one that a
   * browser can send.
   */
  clientAddress?: ((request: Request) => string | undefined) | undefined
  logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent' | undefined
  /** Off only behind something else that limits requests, and in tests. */
  rateLimits?: boolean | undefined
}
