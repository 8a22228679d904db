import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createHealthPage } from './health.page.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const ask = (path: string, readiness: { isReady: boolean; databaseAnswers: boolean }) =>
  createHealthPage({
    isReady: () => readiness.isReady,
    databaseAnswers: async () => readiness.databaseAnswers,
  })({ path, method: 'GET' } as never)

describe('probes', () => {
  it('report a server with its database as healthy and ready', async () => {
    expect((await app.fetch('/health')).status).toBe(200)
    const ready = await app.fetch('/ready')
    expect(ready.status).toBe(200)
    expect(ready.headers.get('cache-control')).toBe('no-store')
    expect(await ready.json()).toEqual({ status: 'ready' })
  })

  it('report a server without its database as healthy and not ready', async () => {
    const readiness = { isReady: true, databaseAnswers: false }
    expect((await ask('/health', readiness))?.status).toBe(200)
    expect((await ask('/ready', readiness))?.status).toBe(503)
  })

  it('report a stopping server as healthy and not ready', async () => {
    const readiness = { isReady: false, databaseAnswers: true }
    expect((await ask('/health', readiness))?.status).toBe(200)
    expect((await ask('/ready', readiness))?.status).toBe(503)
  })

  it('are not reachable through an app’s proxy', async () => {
    const headers = { 'clerk-secret-key': app.secretKey, 'clerk-proxy-url': 'http://localhost:3000/__clerk' }
    expect((await app.fetch('/ready', { headers })).status).toBe(404)
  })
})
