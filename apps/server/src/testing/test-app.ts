import { randomBytes } from 'node:crypto'
import { createApp } from '../app.ts'
import { type ComposeDeps, compose } from '../compose.ts'
import { loadConfig } from '../config/load-config.ts'
import type { Instance, Scope } from '../domains/instances/index.ts'
import type { Clock } from '../platform/clock.ts'
import { silentLog } from '../platform/log/log.ts'
import { createVault } from '../platform/secrets/seal.ts'
import { recordExchanges } from './record-exchanges.ts'
import { createTestDatabase } from './test-database.ts'

/** A clock that stands until it is moved. It starts at the real present: the database's own clock runs on. */
export interface FakeClock extends Clock {
  advance(milliseconds: number): void
}

function createFakeClock(start = new Date()): FakeClock {
  let present = start.getTime()
  return {
    now: () => new Date(present),
    advance(milliseconds) {
      present += milliseconds
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>

export type TestAppOptions = Pick<ComposeDeps, 'providerFetch' | 'fetchPicture' | 'lookUpTxt'> & {
  environment?: Record<string, string>
}

/** The whole server in memory on a database of its own: real SQL, faked time. One per test file; `close` it after. */
export async function createTestApp(options: TestAppOptions = {}) {
  const database = await createTestDatabase()
  const clock = createFakeClock()
  const publicUrl = 'http://localhost:3900'
  const deps = {
    config: loadConfig({ KEYWRIGHT_RATE_LIMITS: 'false', ...options.environment }),
    db: database.db,
    pool: database.pool,
    target: database.connection,
    clock,
    log: silentLog,
    vault: createVault(randomBytes(32)),
    publicUrl,
    passwordHashing: { concurrency: 2 },
    ...(options.providerFetch && { providerFetch: options.providerFetch }),
    ...(options.fetchPicture && { fetchPicture: options.fetchPicture }),
    ...(options.lookUpTxt && { lookUpTxt: options.lookUpTxt }),
  }
  const services = await compose(deps)
  const app = createApp(services, deps)
  const answer = recordExchanges((request) =>
    app.fetch(request, { remoteAddress: '127.0.0.1', encrypted: false }),
  )
  const answerSecurely = recordExchanges((request) =>
    app.fetch(request, { remoteAddress: '127.0.0.1', encrypted: true }),
  )
  const instance: Instance = services.directory.default()
  const secretKey = await services.instances.revealSecretKey(instance.id)
  const scope: Scope = { instance, request: { ip: '127.0.0.1', userAgent: 'test' } }

  /** A Backend API call as a server with the secret key makes it. */
  const backend = (method: string, path: string, body?: unknown, key = secretKey) =>
    answer(
      new Request(new URL(path, publicUrl), {
        method: method.toUpperCase(),
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    )

  return {
    app,
    services,
    db: database.db,
    database,
    deps,
    clock,
    instance,
    secretKey,
    scope,
    publicUrl,
    fetch: (path: string, init: RequestInit = {}) => answer(new Request(new URL(path, publicUrl), init)),

    /** A request by https, to whichever host its URL names. */
    fetchSecurely: (url: string, init: RequestInit = {}) => answerSecurely(new Request(url, init)),

    backend,

    /** The same, as parsed: tests look into answers of every form. */
    async call(method: string, path: string, body?: unknown, key?: string) {
      const called = await backend(method, path, body, key)
      return { status: called.status, body: JSON.parse(await called.text()) }
    },

    /** Another instance of the same server, with its own secret key: what one holds must never open for the other. */
    async otherInstance(slug = 'other') {
      const applicationId = await services.instances.createApplication('Other application')
      const id = await services.instances.createInstance({
        applicationId,
        slug,
        environmentType: 'development',
      })
      await services.directory.refresh()
      const other = services.directory.byId(id)
      if (!other) throw new RangeError('the new instance is in the directory')
      return { instance: other, secretKey: await services.instances.revealSecretKey(id) }
    },

    close: () => database.close(),
  }
}
