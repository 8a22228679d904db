/** The attack: the table of clients is filled with rows nobody uses. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newToken } from '../../platform/random.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { holdCall } from '../../testing/held-call.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ environment: { KEYWRIGHT_RATE_LIMITS: 'true' } })
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.db.deleteFrom('clients').execute()
})

const countClients = async () => (await app.services.clients.list(app.scope, { limit: 1, offset: 0 })).total

/** Each test counts anew: a limit that differs is another counter. */
let windowSeconds = 60
function limitClients(limit: number) {
  windowSeconds += 1
  return app.services.settings.patch(app.scope, {
    rate_limits: { client_create: { limit, window_seconds: windowSeconds } },
  })
}

const day = 86_400_000
const native = () =>
  createTestBrowser(app, { origin: '' }).get('/v1/client', {
    headers: { authorization: `ct_${newToken()}` },
  })
const empty = () => createTestBrowser(app).post('/v1/client')

describe('a browser that never signed in', () => {
  it('is nobody’s client, whatever it looks at', async () => {
    const browser = createTestBrowser(app)
    await browser.post('/v1/dev_browser')
    await browser.get('/v1/client/handshake?redirect_url=http://localhost:3000/')
    await browser.get('/v1/client')
    await browser.tunnel('PATCH', '/v1/environment')
    await browser.post('/v1/client/sign_ins', { identifier: 'nobody@example.com' })
    expect(await countClients()).toBe(0)
  })

  it('nor one by trying what cannot be tried: the client is written with the attempt, or not at all', async () => {
    const { emailAddresses } = await createUser(app)
    const identifier = emailAddresses[0]?.emailAddress ?? ''
    const refused = await createTestBrowser(app).post('/v1/client/sign_ins', { identifier, password: 'x' })
    expect([refused.status, refused.body.errors[0].code]).toEqual([400, 'strategy_for_user_invalid'])
    expect([refused.body.client, await countClients()]).toEqual([undefined, 0])
    const begun = createTestBrowser(app)
    expect((await begun.post('/v1/client/sign_ins', { identifier })).status).toBe(200)
    const [client] = (await app.services.clients.list(app.scope, { limit: 2, offset: 0 })).clients
    expect((await begun.get('/v1/client')).body.response.id).toBe(client?.id)
  })
})

describe('one network', () => {
  it.each([
    ['asks for clients', empty],
    ['sends unknown native tokens', native],
    ['begins sign-ins without a name', () => createTestBrowser(app).post('/v1/client/sign_ins')],
    ['begins sign-ups without a name', () => createTestBrowser(app).post('/v1/client/sign_ups')],
  ])('that %s gets so many in a while, and hears when to come back', async (_what, call) => {
    await limitClients(3)
    for (let count = 0; count < 3; count += 1) expect((await call()).status).not.toBe(429)
    const refused = await call()
    expect([refused.status, refused.body.errors[0].code]).toEqual([429, 'too_many_requests'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(await countClients()).toBe(3)
  })

  it('goes on with the clients it has', async () => {
    await limitClients(1)
    const browser = createTestBrowser(app)
    await browser.post('/v1/client')
    expect((await empty()).status).toBe(429)
    expect((await browser.post('/v1/client')).status).toBe(200)
  })
})

describe('the purge', () => {
  const purge = (limit?: number) => app.services.clients.purge(app.instance.id, limit)
  const exists = async (id: string) => (await app.services.clients.find(app.scope, id)) !== undefined

  it('deletes what has been empty for a week, however much of it there is, and nothing younger', async () => {
    await limitClients(0)
    for (let count = 0; count < 7; count += 1) await empty()
    app.clock.advance(8 * day)
    const young = (await empty()).body.response.id
    const counts = await Promise.all([purge(2), purge(2)])
    expect(counts.reduce((sum, count) => sum + count)).toBe(7)
    expect([await countClients(), await exists(young)]).toEqual([1, true])
  })

  it('leaves clients with a session, even an ended one, and with an attempt', async () => {
    await limitClients(0)
    const user = await createUser(app)
    const [active, ended] = [
      await createTestBrowser(app).signIn(user),
      await createTestBrowser(app).signIn(user),
    ]
    await app.services.sessions.revoke(app.scope, ended.id)
    app.clock.advance(6 * day)
    const trying = createTestBrowser(app)
    const attempt = (await trying.post('/v1/client/sign_ins')).body
    await app.db
      .updateTable('clients')
      .set({ updated_at: new Date(0) })
      .execute()
    expect(await purge()).toBe(0)
    expect(await exists(active.clientId)).toBe(true)
    expect(await exists(ended.clientId)).toBe(true)
    expect(await exists(attempt.client.id)).toBe(true)
    app.clock.advance(9 * day)
    await app.services.signIns.purge(app.instance.id)
    expect(await purge()).toBe(1)
  })

  it('waits for nobody, and what comes too late is told that the client is gone', async () => {
    await limitClients(0)
    const browser = createTestBrowser(app)
    const { id } = (await browser.post('/v1/client')).body.response
    app.clock.advance(8 * day)
    await app.db.transaction().execute(async (tx) => {
      await app.services.clients.lockIn(tx, app.scope, [id])
      expect(await purge()).toBe(0)
    })
    // The request that found the client before it was deleted.
    const held = await holdCall(app, browser, '/v1/client/sign_ins')
    expect(await purge()).toBe(1)
    const late = await held.send('')
    expect([late.status, late.body.errors[0].code]).toEqual([400, 'client_state_invalid'])
    expect((await browser.post('/v1/client/sign_ins')).status).toBe(200)
  })
})
