import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPool } from '../platform/db/open-postgres.ts'
import { silentLog } from '../platform/log/log.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createHealthPage, healthWhileStarting } from './health.page.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

describe('probes', () => {
  it('report a server with its database as healthy and ready', async () => {
    expect((await app.fetch('/health')).status).toBe(200)
    const ready = await app.fetch('/ready')
    expect(ready.status).toBe(200)
    expect(ready.headers.get('cache-control')).toBe('no-store')
    expect(await ready.json()).toEqual({ status: 'ready' })
  })

  it('report a server without its database as healthy and not ready', async () => {
    const pool = openPool(
      { connectionString: 'postgres://nobody@127.0.0.1:1/none' },
      { max: 1, log: silentLog },
    )
    const page = createHealthPage(pool)
    const ask = async (path: string) => (await page({ path, method: 'GET' } as never))?.status
    expect(await ask('/health')).toBe(200)
    expect(await ask('/ready')).toBe(503)
    await pool.end()
  })

  it('report a database that does not answer in time as not ready', async () => {
    const page = createHealthPage({ query: () => new Promise(() => undefined) } as never)
    const response = await page({ path: '/ready', method: 'GET' } as never)
    expect(response?.status).toBe(503)
  })

  it('report a process that is still starting as healthy', () => {
    const ask = (path: string) => healthWhileStarting(new Request(`http://127.0.0.1:3900${path}`))
    expect(ask('/health')?.status).toBe(200)
    expect(ask('/ready')).toBeUndefined()
  })

  it('are not reachable through an app’s proxy', async () => {
    const headers = { 'clerk-secret-key': app.secretKey, 'clerk-proxy-url': 'http://localhost:3000/__clerk' }
    expect((await app.fetch('/ready', { headers })).status).toBe(404)
  })
})
