/** Tokens that no cookie holds: roles that allow hundreds of things, and claims as large as metadata can be. */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Session } from '../sessions/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let user: User
let browser: TestBrowser
let session: Session
let organizationId: string

const permissions = Array.from({ length: 300 }, (_, count) => `org:feature_${count}:manage_${count}`)

beforeAll(async () => {
  app = await createTestApp()
  await enableOrganizations(app)
  await createRole(app, 'org:all', permissions)
})
afterAll(() => app.close())
beforeEach(async () => {
  const { organization } = await createOrganization(app)
  organizationId = organization.id
  user = await addMember(app, organization, { roles: ['org:all'] })
  browser = createTestBrowser(app)
  session = await browser.signIn(user)
})

const mint = (form: Record<string, string> = {}, by = browser) =>
  by.post(`/v1/client/sessions/${session.id}/tokens`, form)
const enter = () =>
  browser.post(`/v1/client/sessions/${session.id}/touch`, { active_organization_id: organizationId })

describe('a session token that no cookie holds', () => {
  // Browsers drop such a cookie: its user would be signed out for the app's servers, and nobody would learn why.
  it('is refused, and what makes it large is named', async () => {
    const { status, body } = await mint({ organization_id: organizationId })
    expect([status, body.errors?.[0].code]).toEqual([400, 'session_token_too_large'])
    const { meta, long_message: message } = body.errors[0]
    expect(meta.bytes).toBeGreaterThan(4096)
    expect(meta.largest_claims.slice(0, 2)).toEqual(['o', 'fea'])
    expect(message).toContain('o (')
  })

  it('takes nobody’s client away: the rest of it is told, and the session goes on', async () => {
    const touched = await enter()
    expect(touched.body.response).toMatchObject({ status: 'active', last_active_token: null })
    const { status, body } = await browser.get('/v1/client')
    expect([status, body.response.sessions[0]]).toMatchObject([
      200,
      { status: 'active', last_active_organization_id: organizationId, last_active_token: null },
    ])
    expect((await mint()).body.errors[0].code).toBe('session_token_too_large')
    expect((await mint({ organization_id: '' })).status).toBe(200)
  })

  it('stops at a page that says so, instead of leading back and forth', async () => {
    await enter()
    const target = new URLSearchParams({ redirect_url: 'http://localhost:3000/', format: 'token' })
    const { status, body } = await browser.get(`/v1/client/handshake?${target}`)
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain('session_token_too_large')
  })

  it('is made for servers and native apps, which have no cookie for it', async () => {
    await enter()
    const answer = await app.backend('post', `/v1/sessions/${session.id}/tokens`, {})
    const { jwt } = (await answer.json()) as { jwt: string }
    expect([answer.status, decodeJwt<{ o: { id: string } }>(jwt).o.id]).toEqual([200, organizationId])
    expect(jwt.length).toBeGreaterThan(4096)
  })
})

describe('a session token with claims of the operator', () => {
  it('is refused where they hold what somebody has written much into', async () => {
    const claims = { notes: '{{user.public_metadata.notes}}' }
    await app.services.settings.replace(app.scope, { tokens: { claims } }, { destructive: true })
    const answers = []
    for (const length of [2_000, 4_000]) {
      const profile = { publicMetadata: { notes: 'x'.repeat(length) } }
      user = await createUser(app, { profile })
      browser = createTestBrowser(app)
      session = await browser.signIn(user)
      const { status, body } = await mint()
      answers.push([status, body.errors?.[0].meta.largest_claims[0]])
    }
    expect(answers).toEqual([
      [200, undefined],
      [400, 'notes'],
    ])
  })
})
