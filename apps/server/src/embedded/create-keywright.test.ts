import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { createKeywright, type Keywright } from './create-keywright.ts'
import type { KeywrightOptions } from './keywright-options.ts'

const secret = 'ab'.repeat(32)
let database: TestDatabase
let pool: pg.Pool
const open: Keywright[] = []
let schemas = 0

beforeAll(async () => {
  database = await createTestDatabase()
  pool = new pg.Pool({ ...database.connection, max: 2 })
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((keywright) => keywright.close()))
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

/** In a schema of its own, unless it is given one. */
function create(options: Partial<KeywrightOptions> = {}): Keywright {
  schemas += 1
  const keywright = createKeywright({
    database: { pool, schema: `keywright_${schemas}` },
    ...{ secret, logLevel: 'silent', rateLimits: false },
    ...options,
  })
  open.push(keywright)
  return keywright
}

const get = (keywright: Keywright, path: string, init: RequestInit = {}, address = '127.0.0.1') =>
  keywright.fetch(new Request(`http://localhost:3000${path}`, init), { address })

describe('a server inside an app', () => {
  it('answers every API, the portal and its assets below the path it is given', async () => {
    const keywright = create({ basePath: '/api/auth' })
    const { secretKey } = await keywright.keys()
    const authorization = `Bearer ${secretKey}`
    expect(await (await get(keywright, '/api/auth/v1/environment')).json()).toHaveProperty('auth_config')
    expect((await get(keywright, '/api/auth/v1/users', { headers: { authorization } })).status).toBe(200)
    const portal = await get(keywright, '/api/auth/sign-in')
    const html = await portal.text()
    expect([portal.status, portal.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const assets = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path)
    expect(assets.length).toBeGreaterThan(0)
    for (const path of assets) {
      expect(path).toMatch(/^\/api\/auth\/npm\//)
      expect((await get(keywright, path)).status).toBe(200)
    }
  })

  it('has no other path than those below its own', async () => {
    const keywright = create({ basePath: '/api/auth' })
    for (const path of ['/v1/environment', '/sign-in', '/api/authority/sign-in', '/api/auth-x/v1/client'])
      expect([path, (await get(keywright, path)).status]).toEqual([path, 404])
  })

  it.each([
    ['/api/auth/../../v1/environment', 404],
    ['/api/auth//v1/environment', 404],
    ['//api/auth/v1/environment', 404],
    ['/api/auth/%2e%2e/auth/v1/environment', 200],
    ['/api/%61uth/v1/environment', 404],
    ['/API/AUTH/v1/environment', 404],
    ['/api/auth/i/nobody/v1/environment', 404],
    ['/api/auth/i/keywright/v1/environment', 200],
    ['/i/keywright/api/auth/v1/environment', 404],
    ['/api/auth', 200],
  ])('answers %s with %i', async (path, status) => {
    const { fetch } = create({ database: { pool, schema: 'paths' }, basePath: '/api/auth' })
    const request = new Request(`http://localhost:3000${path}`)
    expect((await fetch(request, { address: '127.0.0.1' })).status).toBe(status)
  })

  it('answers what is under way before it ends', async () => {
    const keywright = create()
    await keywright.start()
    const body = new URLSearchParams({ email_address: 'ada@example.com', password: 'correct horse battery' })
    const headers = { origin: 'http://localhost:3000' }
    const answer = get(keywright, '/v1/client/sign_ups', { method: 'POST', body, headers })
    await Promise.all([keywright.close(), expect(answer).resolves.toHaveProperty('status', 200)])
  })

  it('stands at the root, too', async () => {
    const keywright = create()
    expect((await get(keywright, '/v1/environment')).status).toBe(200)
    expect((await keywright.keys()).signInUrl).toBe('http://localhost:3000/sign-in')
  })

  it('hands out exports for a route file', async () => {
    const { handlers } = create({ basePath: '/api/auth' })
    const url = 'http://localhost:3000/api/auth/v1/environment'
    expect((await handlers.GET(new Request(url))).status).toBe(200)
    expect((await handlers.OPTIONS(new Request(url, { method: 'OPTIONS' }))).status).toBe(204)
  })
})

describe('the database of the app', () => {
  it('keeps its own tables: ours are in a schema of their own', async () => {
    await pool.query('create schema app; create table app.users (id int); insert into app.users values (7)')
    const own = new pg.Pool({ ...database.connection, options: '-c search_path=app' })
    const keywright = create({ database: { pool: own, schema: 'auth' } })
    await keywright.start()
    expect((await own.query('select id from users')).rows).toEqual([{ id: 7 }])
    const tables = await pool.query(
      "select count(*)::int as n from pg_tables where schemaname = 'auth' and tablename in ('users', 'sessions')",
    )
    expect(tables.rows).toEqual([{ n: 2 }])
    await keywright.close()
    expect((await own.query('select 1 as alive')).rows).toEqual([{ alive: 1 }])
    await own.end()
  })

  it('is migrated once, however many processes and requests begin at the same time', async () => {
    const shared = { database: { pool, schema: 'crowd' } }
    const several = [1, 2, 3].map((port) => create({ ...shared, baseUrl: `http://localhost:400${port}` }))
    const answers = await Promise.all(
      several.flatMap((keywright) =>
        [1, 2, 3].map(() => get(keywright, '/v1/environment').then(({ status }) => status)),
      ),
    )
    expect(answers).toEqual(Array.from({ length: 9 }, () => 200))
    const { rows } = await pool.query('select count(*)::int as n from crowd.applications')
    expect(rows).toEqual([{ n: 1 }])
  })

  it('is refused with another secret than the one it began with', async () => {
    const keywright = create({ database: { pool, schema: 'sealed' } })
    await keywright.start()
    await keywright.close()
    const other = create({ database: { pool, schema: 'sealed' }, secret: 'cd'.repeat(32) })
    await expect(other.start()).rejects.toMatchObject({ code: 'secret_wrong' })
  })

  it('may be out of reach for a while: requests are asked to come back, and then served', async () => {
    const name = `${database.connection.database}_later`
    const away = create({ database: { pool: new pg.Pool({ ...database.connection, database: name }) } })
    const refused = await get(away, '/v1/environment')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
    await expect(away.start()).rejects.toThrow(
      /^Keywright: The database named .* does not exist.*start_failed/,
    )
    await pool.query(`create database ${name}`)
    await expect
      .poll(() => get(away, '/v1/environment').then(({ status }) => status), { timeout: 5_000 })
      .toBe(200)
    await away.close()
    await pool.query(`drop database ${name} with (force)`)
  })
})

describe('in production', () => {
  const production = (schema: string, baseUrl = 'https://app.example.com') =>
    create({ database: { pool, schema }, environment: 'production', baseUrl, basePath: '/api/auth' })
  const visit = (keywright: Keywright, path: string, init?: RequestInit) =>
    keywright.fetch(new Request(`https://app.example.com${path}`, init), { address: '203.0.113.9' })

  it('has an instance at the address of the app, with everything below the path', async () => {
    const keywright = production('live')
    const { publishableKey, secretKey, url } = await keywright.keys()
    expect([atob(publishableKey.replace('pk_live_', '')), secretKey.slice(0, 8), url]).toEqual([
      ...['app.example.com$', 'sk_live_', 'https://app.example.com/api/auth'],
    ])
    expect(await (await visit(keywright, '/api/auth/v1/environment')).json()).toMatchObject({
      display_config: {
        instance_environment_type: 'production',
        sign_in_url: 'https://app.example.com/api/auth/sign-in',
      },
    })
    const portal = await (await visit(keywright, '/api/auth/sign-in')).text()
    expect(portal).toContain('"url":"https://app.example.com/api/auth"')
    const begun = await visit(keywright, '/api/auth/v1/client', {
      method: 'POST',
      headers: { origin: 'https://app.example.com', 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(begun.headers.getSetCookie().join()).toMatch(/__client=[^;]+;.*Secure/)
  })

  it('has neither inbox nor keys to show, wherever a request comes from', async () => {
    const keywright = production('live_2')
    for (const path of ['/api/auth/dev/inbox', '/api/auth/dev/inbox.json']) {
      const request = new Request(`https://localhost${path}`)
      expect((await keywright.fetch(request, { address: '127.0.0.1' })).status).toBe(404)
    }
  })

  it('is no change of a database that began otherwise', async () => {
    await create({ database: { pool, schema: 'began' } }).start()
    await expect(production('began').start()).rejects.toMatchObject({ code: 'environment_mismatch' })
    await production('moved').start()
    await expect(production('moved', 'https://new.example.com').start()).rejects.toThrow(/app\.example\.com/)
  })

  it.each(['http://app.example.com', 'https://localhost'])('is not at %s', (baseUrl) => {
    expect(() => production('live_3', baseUrl)).toThrow(/https address/)
  })
})

describe('one process', () => {
  it('has one server, however often its modules are loaded', async () => {
    const same = { database: { pool, schema: 'shared' } }
    const connections = async () => {
      const { rows } = await pool.query<{ pid: number }>(
        "select pid from pg_stat_activity where application_name = 'keywright' and datname = current_database()",
      )
      return rows.map(({ pid }) => pid)
    }
    await create(same).start()
    const before = await connections()
    const again = await Promise.all([1, 2, 3].map(() => create(same).keys()))
    expect(new Set(again.map(({ secretKey }) => secretKey)).size).toBe(1)
    // The same connections: no server came, and none went.
    expect(await connections()).toEqual(expect.arrayContaining(before))
  })

  it('puts a server with other options in the place of the one before, which ends', async () => {
    const same = { database: { pool, schema: 'changed' } }
    const before = create(same)
    await before.start()
    const after = create({ ...same, mail: { from: 'Shop <shop@example.com>' } })
    expect((await get(after, '/v1/environment')).status).toBe(200)
    // A module that was loaded earlier goes on with the server that is there now.
    expect((await get(before, '/v1/environment')).status).toBe(200)
  })

  it('changes nothing but itself', async () => {
    const signals = [
      'SIGINT',
      'SIGTERM',
      'SIGHUP',
      'exit',
      'uncaughtException',
      'unhandledRejection',
    ] as const
    const snapshot = () => ({
      listeners: signals.map((name) => process.listenerCount(name)),
      env: { ...process.env },
      globals: [globalThis.Request, globalThis.Response, globalThis.fetch, globalThis.Headers],
    })
    const before = snapshot()
    const keywright = create()
    await keywright.start()
    await get(keywright, '/sign-in')
    expect(snapshot()).toEqual(before)
    expect(snapshot().globals.every((value, index) => value === before.globals[index])).toBe(true)
  })

  it('stays closed once it was closed', async () => {
    const keywright = create()
    await keywright.start()
    await keywright.close()
    await keywright.close()
    expect((await get(keywright, '/v1/environment')).status).toBe(503)
    await expect(keywright.start()).rejects.toMatchObject({ code: 'server_closed' })
  })
})

describe('what an app says', () => {
  it.each([
    ['secret', { secret: 'short' }, /secret .* 64 hex digits/],
    ['baseUrl', { baseUrl: 'localhost:3000' }, /baseUrl .*must be where browsers reach the app/],
    ['baseUrl', { baseUrl: 'https://example.com/app' }, /baseUrl .*without a path/],
    ['basePath', { basePath: 'api' }, /basePath .*must be a plain path/],
    ['basePath', { basePath: '/api/../v1' }, /basePath/],
    ['basePath', { basePath: '/api?x' }, /basePath/],
    ['database.schema', { database: { pool: {} as never, schema: 'Drop Table' } }, /database\.(schema|pool)/],
    ['database.connections', { database: { connections: 1 } }, /database\.connections/],
    ['trustedProxies', { trustedProxies: ['everybody'] }, /trustedProxies/],
  ])('is refused at once where %s can never be right', (_name, options, words) => {
    expect(() => createKeywright({ database: {}, secret, ...options } as KeywrightOptions)).toThrow(words)
  })

  it.each([
    ['a database', { database: {} }, 'database_missing'],
    ['a secret', { secret: undefined }, 'secret_missing'],
  ])('may lack %s while the app is built, not when it is used', async (_what, options, code) => {
    const keywright = create(options)
    await expect(keywright.start()).rejects.toMatchObject({ code })
    const refused = await get(keywright, '/v1/client')
    expect([refused.status, JSON.stringify(await refused.json())]).toEqual([
      503,
      expect.not.stringContaining('secret'),
    ])
  })
})

describe('who sent a request', () => {
  const inbox = (keywright: Keywright, address?: string, headers: Record<string, string> = {}) =>
    keywright.fetch(new Request('http://localhost:3000/dev/inbox.json', { headers }), { address })

  it('is what the app says: mails are for its own machine', async () => {
    const keywright = create()
    expect((await inbox(keywright, '127.0.0.1')).status).toBe(200)
    expect((await inbox(keywright, '203.0.113.9')).status).toBe(404)
  })

  // The attack: a header that claims to come from this machine, or from another one, to read codes or dodge a limit.
  it('is never what a header says, unless the app named the proxy that wrote it', async () => {
    const forged = { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', forwarded: 'for=127.0.0.1' }
    const keywright = create()
    expect((await inbox(keywright, '203.0.113.9', forged)).status).toBe(404)
    expect((await inbox(keywright, undefined, forged)).status).toBe(404)
    expect((await inbox(keywright, 'not an address', forged)).status).toBe(404)
  })

  it('is nobody for an SDK of the same process, which may carry what a browser asks for', async () => {
    const keywright = create()
    const { fetch, apiUrl } = await keywright.sdkOptions()
    expect((await fetch(`${apiUrl}/dev/inbox.json`)).status).toBe(404)
  })

  it('is found by the app once for all requests', async () => {
    const clientAddress = vi.fn(() => '127.0.0.1')
    const keywright = create({ clientAddress })
    expect((await inbox(keywright)).status).toBe(200)
    expect(clientAddress).toHaveBeenCalledOnce()
  })
})
