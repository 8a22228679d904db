/** The task `choose-organization` (wire contract 7.7): where there are no personal accounts. */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'
import type { Session } from './session.entity.ts'

let app: TestApp
let browser: TestBrowser
let user: User
let session: Session

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app, { force_organization_selection: true })
  browser = createTestBrowser(app)
  user = await createUser(app)
  session = await browser.signIn(user)
})

const pending = { status: 'pending', tasks: [{ key: 'choose-organization' }] }
const active = { status: 'active', tasks: null }
const touch = (organizationId: string) =>
  browser.post(`/v1/client/sessions/${session.id}/touch`, { active_organization_id: organizationId })
const ownState = async () => (await browser.get('/v1/client')).body.response.sessions[0]
async function statusInToken(form: Record<string, string> = {}) {
  const { body } = await browser.post(`/v1/client/sessions/${session.id}/tokens`, form)
  return decodeJwt<{ sts?: string }>(body.jwt).sts
}
async function join(): Promise<string> {
  const { organization } = await createOrganization(app)
  await addMember(app, organization, { user })
  return organization.id
}

describe('a session without an organization, where everybody acts in one', () => {
  it('is pending, for its user, for servers and in tokens', async () => {
    expect(await ownState()).toMatchObject(pending)
    const seen = await app.backend('get', `/v1/sessions/${session.id}`)
    expect(await seen.json()).toMatchObject(pending)
    expect(await statusInToken()).toBe('pending')
    const elsewhere = createTestBrowser(app)
    const other = await elsewhere.signIn(user)
    await elsewhere.post(`/v1/client/sessions/${other.id}/touch`, { active_organization_id: await join() })
    const { body } = await elsewhere.get('/v1/me/sessions/active')
    const statuses = body.map(({ id, status }: { id: string; status: string }) => [id, status])
    expect(Object.fromEntries(statuses)).toEqual({ [session.id]: 'pending', [other.id]: 'active' })
  })

  it('is found among the pending ones, and not among the active', async () => {
    const find = async (status: string) => {
      const answer = await app.backend('get', `/v1/sessions?user_id=${user.id}&status=${status}`)
      return ((await answer.json()) as unknown[]).length
    }
    expect([await find('pending'), await find('active')]).toEqual([1, 0])
    await touch(await join())
    expect([await find('pending'), await find('active')]).toEqual([0, 1])
  })

  it('becomes active with the organization that its user makes, and says so in the same answer', async () => {
    const { body: made } = await browser.post('/v1/organizations', { name: 'Engines' })
    expect(made.client.sessions[0]).toMatchObject(pending)
    const { body } = await touch(made.response.id)
    expect(body.response).toMatchObject({ ...active, last_active_organization_id: made.response.id })
    expect(body.client.sessions[0]).toMatchObject(active)
    expect(await statusInToken()).toBe('active')
  })

  it('may ask for what the choice needs', async () => {
    for (const path of ['/v1/me', '/v1/me/organization_memberships'])
      expect([path, (await browser.get(path)).status]).toEqual([path, 200])
  })

  it('stays pending when it is touched without a choice, as SDKs do after a sign-in', async () => {
    const { status, body } = await touch('')
    expect([status, body.response.status]).toEqual([200, 'pending'])
  })

  it('does not go back to a personal account', async () => {
    const id = await join()
    await touch(id)
    const { status, body } = await touch('')
    expect([status, body.errors[0].code]).toEqual([422, 'personal_accounts_not_allowed'])
    expect(await ownState()).toMatchObject({ ...active, last_active_organization_id: id })
    expect(await statusInToken({ organization_id: '' })).toBe('pending')
  })

  it('is pending again once its user is put out of the organization, or the organization is gone', async () => {
    const first = await join()
    await touch(first)
    await app.services.memberships.remove(app.scope, { organizationId: first, userId: user.id })
    expect(await ownState()).toMatchObject(pending)
    expect(await statusInToken()).toBe('pending')
    const second = await join()
    await touch(second)
    await app.services.organizations.delete(app.scope, second)
    expect(await ownState()).toMatchObject(pending)
    expect(await statusInToken()).toBe('pending')
  })

  it('is an ordinary one as soon as nobody has to choose', async () => {
    await enableOrganizations(app)
    expect(await ownState()).toMatchObject(active)
    expect(await statusInToken()).toBe('active')
    await enableOrganizations(app, { enabled: false, force_organization_selection: true })
    expect(await ownState()).toMatchObject(active)
  })

  it('stays ended when it has ended', async () => {
    const revoked = await app.backend('post', `/v1/sessions/${session.id}/revoke`)
    expect(await revoked.json()).toMatchObject({ status: 'revoked', tasks: null })
  })
})

describe('whoever signs in', () => {
  async function signInAgain() {
    // With the settings as they are by now.
    browser = createTestBrowser(app, { instance: app.services.directory.default() })
    session = await browser.signIn(user)
    return await ownState()
  }

  it('enters the one organization they are a member of', async () => {
    const id = await join()
    expect(await signInAgain()).toMatchObject({ ...active, last_active_organization_id: id })
  })

  it('chooses among several', async () => {
    await join()
    await join()
    expect(await signInAgain()).toMatchObject(pending)
  })

  it('stays in a personal account where there are such', async () => {
    await enableOrganizations(app)
    await join()
    expect(await signInAgain()).toMatchObject({ ...active, last_active_organization_id: null })
  })
})
