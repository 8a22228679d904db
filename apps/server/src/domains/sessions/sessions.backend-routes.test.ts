import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

describe('sessions', () => {
  it('are made for a user, for tests', async () => {
    const user = await createUser(app)
    const { status, body } = await app.call('post', '/v1/sessions', { user_id: user.id })
    expect(status).toBe(200)
    expect(body).toMatchObject({ object: 'session', user_id: user.id, status: 'active', actor: null })
    expect((await app.call('get', `/v1/sessions/${body.id}`)).body).toEqual(body)
  })

  it('are not made for nobody, for the banned, or in an organization that is not there', async () => {
    expect((await app.call('post', '/v1/sessions', { user_id: 'user_0' })).status).toBe(404)
    expect((await app.call('post', '/v1/sessions', {})).body.errors[0].code).toBe('form_param_missing')
    const user = await createUser(app)
    const inOrganization = { user_id: user.id, active_organization_id: 'org_1' }
    expect((await app.call('post', '/v1/sessions', inOrganization)).status).toBe(404)
    await app.services.users.ban(app.scope, user.id)
    expect((await app.call('post', '/v1/sessions', { user_id: user.id })).status).toBe(403)
  })

  it('are listed by client, user and status, bare or paginated', async () => {
    const user = await createUser(app)
    const first = await createTestBrowser(app).signIn(user)
    const second = await createTestBrowser(app).signIn(user)
    await app.services.sessions.revoke(app.scope, first.id)
    const idsOf = (list: { id: string }[]) => list.map(({ id }) => id).sort()
    expect(idsOf((await app.call('get', `/v1/sessions?user_id=${user.id}`)).body)).toEqual(
      [first.id, second.id].sort(),
    )
    expect(idsOf((await app.call('get', `/v1/sessions?user_id=${user.id}&status=revoked`)).body)).toEqual([
      first.id,
    ])
    expect(idsOf((await app.call('get', `/v1/sessions?client_id=${second.clientId}`)).body)).toEqual([
      second.id,
    ])
    const page = (await app.call('get', `/v1/sessions?user_id=${user.id}&paginated=true&limit=1`)).body
    expect([page.data.length, page.total_count]).toEqual([1, 2])
    expect((await app.call('get', '/v1/sessions?status=unheard')).status).toBe(422)
  })

  it('are revoked once', async () => {
    const session = await createTestBrowser(app).signIn(await createUser(app))
    const { status, body } = await app.call('post', `/v1/sessions/${session.id}/revoke`)
    expect([status, body.status]).toEqual([200, 'revoked'])
    expect((await app.call('post', `/v1/sessions/${session.id}/revoke`)).body.errors[0].code).toBe(
      'invalid_action_for_session',
    )
  })

  it('of another instance are as if they were not there', async () => {
    const session = await createTestBrowser(app).signIn(await createUser(app))
    const { secretKey } = await app.otherInstance('sessions-elsewhere')
    expect((await app.call('get', '/v1/sessions', undefined, secretKey)).body).toEqual([])
    expect((await app.call('get', '/v1/clients', undefined, secretKey)).body).toEqual([])
    for (const [method, path] of [
      ['get', `/v1/sessions/${session.id}`],
      ['post', `/v1/sessions/${session.id}/revoke`],
      ['get', `/v1/clients/${session.clientId}`],
    ] as const)
      expect((await app.call(method, path, undefined, secretKey)).status).toBe(404)
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('active')
  })
})

describe('clients', () => {
  it('are shown with every session they ever had', async () => {
    const browser = createTestBrowser(app)
    const first = await browser.signIn(await createUser(app))
    app.clock.advance(1)
    const second = await browser.signIn(await createUser(app))
    const { body } = await app.call('get', `/v1/clients/${first.clientId}`)
    expect(body).toMatchObject({
      object: 'client',
      session_ids: [first.id, second.id],
      last_active_session_id: second.id,
    })
    expect(body.sessions.map(({ status }: { status: string }) => status)).toEqual(['replaced', 'active'])
  })

  it('are listed, bare or paginated', async () => {
    const bare = (await app.call('get', '/v1/clients?limit=1')).body
    expect(bare).toHaveLength(1)
    const page = (await app.call('get', '/v1/clients?limit=1&paginated=true')).body
    expect(page.data).toEqual(bare)
    expect(page.total_count).toBeGreaterThan(1)
  })
})
