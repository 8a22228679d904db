/** The task `setup-mfa` (wire contract 7.7): where everybody has to have a second factor. */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import { enableSecondFactors, setUpAuthenticator } from '../../testing/authenticator.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'
import type { Session } from './session.entity.ts'

let app: TestApp
let browser: TestBrowser
let user: User
let session: Session

const required = { multi_factor: { required: true } }
const pending = { status: 'pending', tasks: [{ key: 'setup-mfa' }] }
const active = { status: 'active', tasks: null }

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableSecondFactors(app, required)
  // With the settings as they are by now.
  browser = createTestBrowser(app, { instance: app.services.directory.default() })
  user = await createUser(app)
  session = await browser.signIn(user)
})

const ownState = async () => (await browser.get('/v1/client')).body.response.sessions[0]
async function statusInToken() {
  const { body } = await browser.post(`/v1/client/sessions/${session.id}/tokens`)
  return decodeJwt<{ sts?: string }>(body.jwt).sts
}
async function find(status: string) {
  const answer = await app.backend('get', `/v1/sessions?user_id=${user.id}&status=${status}`)
  return ((await answer.json()) as unknown[]).length
}

describe('a session whose user has no second factor, where everybody has one', () => {
  it('is pending, for its user, for servers and in tokens', async () => {
    expect(await ownState()).toMatchObject(pending)
    const seen = await app.backend('get', `/v1/sessions/${session.id}`)
    expect(await seen.json()).toMatchObject(pending)
    expect(await statusInToken()).toBe('pending')
    // What a task does not need has to wait.
    expect(fault(await browser.get('/v1/me/sessions/active'))).toEqual([
      401,
      'action_for_session_not_authorized',
    ])
    expect([await find('pending'), await find('active')]).toEqual([1, 0])
    const created = app.db.selectFrom('events').select('data').where('entity_id', '=', session.id)
    expect((await created.executeTakeFirst())?.data).toMatchObject(pending)
  })

  it('is not yet active with an authenticator app that was begun', async () => {
    await browser.post('/v1/me/totp')
    expect([(await ownState()).status, await statusInToken()]).toEqual(['pending', 'pending'])
  })

  it('becomes active with the first right code, and says so in the same answer and the next token', async () => {
    expect(await statusInToken()).toBe('pending')
    await setUpAuthenticator(app, user, browser)
    expect(await ownState()).toMatchObject(active)
    expect(await statusInToken()).toBe('active')
    expect([await find('pending'), await find('active')]).toEqual([0, 1])
    const sessions = app.db.selectFrom('sessions').selectAll().where('id', '=', session.id)
    expect((await sessions.executeTakeFirst())?.status).toBe('active')
  })

  it('is pending again once the second factor is gone, whoever took it', async () => {
    await setUpAuthenticator(app, user, browser)
    await app.backend('delete', `/v1/users/${user.id}/mfa`)
    expect(await ownState()).toMatchObject(pending)
    expect(await statusInToken()).toBe('pending')
  })

  // The attack: take the second factor away, and go on with the token from before.
  it('has the tokens refused that it had before', async () => {
    await setUpAuthenticator(app, user, browser)
    await app.backend('delete', `/v1/users/${user.id}/mfa`)
    const { version } = await app.services.users.get(app.scope, user.id)
    const rows = app.db.selectFrom('invalidations').select('revoked_version').where('key', '=', user.id)
    expect(await rows.execute()).toEqual([{ revoked_version: version }])
  })

  it('chooses an organization after that, where there are no personal accounts', async () => {
    const organizations = { enabled: true, force_organization_selection: true }
    await enableSecondFactors(app, { ...required, organizations })
    expect((await ownState()).tasks).toEqual([{ key: 'setup-mfa' }, { key: 'choose-organization' }])
    await setUpAuthenticator(app, user, browser)
    expect((await ownState()).tasks).toEqual([{ key: 'choose-organization' }])
  })

  // The attack: whoever is only half let in takes a second factor away.
  it('sets a second factor up, and does not take it away while something else is to be done', async () => {
    const organizations = { enabled: true, force_organization_selection: true }
    await enableSecondFactors(app, { ...required, organizations })
    await setUpAuthenticator(app, user, browser)
    expect(fault(await browser.tunnel('DELETE', '/v1/me/totp'))).toEqual([
      401,
      'action_for_session_not_authorized',
    ])
  })

  it('is an ordinary one as soon as nobody has to, and where there is none to be had', async () => {
    await enableSecondFactors(app)
    expect(await ownState()).toMatchObject(active)
    expect(await statusInToken()).toBe('active')
    await enableSecondFactors(app, { ...required, authenticator_app: { enabled: false } })
    expect(await ownState()).toMatchObject(active)
  })
})

it('claims can say whether there is a second factor', async () => {
  const claims = { mfa: '{{user.two_factor_enabled}}' }
  await enableSecondFactors(app, { tokens: { claims } })
  const claimed = async () => {
    const { body } = await browser.post(`/v1/client/sessions/${session.id}/tokens`)
    return decodeJwt<{ mfa?: boolean }>(body.jwt).mfa
  }
  expect(await claimed()).toBe(false)
  await setUpAuthenticator(app, user, browser)
  expect(await claimed()).toBe(true)
})
