import { InstanceSettings, type InstanceSettingsInput } from '@keywright/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, withSettings } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Scope } from '../instances/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  browser = createTestBrowser(app)
  user = await createUser(app)
})

const signInWith = (settings: InstanceSettingsInput, who = user) => signInOn(browser, settings, who)

async function signInOn(on: TestBrowser, settings: InstanceSettingsInput, who: User) {
  const scope: Scope = {
    ...on.scope,
    instance: { ...app.instance, settings: InstanceSettings.parse(settings) },
  }
  const { client } = await app.services.clients.create(scope)
  return await app.db
    .transaction()
    .execute((tx) => app.services.sessions.createIn(tx, scope, { clientId: client.id, userId: who.id }))
}

const eventsOf = async (id: string) =>
  (
    await app.db
      .selectFrom('events')
      .select(['type', 'data'])
      .where('entity_id', '=', id)
      .orderBy('position')
      .execute()
  ).map(({ type, data }) => [type, (data as { status: string }).status])

const invalidationOf = (kind: string, key: string) =>
  app.db
    .selectFrom('invalidations')
    .selectAll()
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst()

// The attack: a call is let in with a planted token, and asks for a session that began while it was held open.
describe('a caller whose token was replaced since their call began', () => {
  it('is shown the sessions from before, and none of those that came with the new token', async () => {
    const scope = withSettings(app.scope, { sessions: { single_session_mode: false } })
    const { clients, sessions } = app.services
    const { id: clientId } = (await clients.create(scope)).client
    const signIn = async ({ id: userId }: User) => {
      const session = await app.db
        .transaction()
        .execute((tx) => sessions.createIn(tx, scope, { clientId, userId }))
      return { session, client: (await clients.rotate(scope, clientId)).client }
    }
    const { session: before, client } = await signIn(user)
    const caller = { id: clientId, tokenGeneration: client.tokenGeneration, isPreviousToken: false }
    const { session: after } = await signIn(await createUser(app))
    const getOwn = (id: string) => app.services.sessions.getOwn(app.scope, caller, id)
    await expect(getOwn(after.id)).rejects.toMatchObject({ code: 'session_not_found' })
    expect((await getOwn(before.id)).id).toBe(before.id)
  })
})

describe('a new session', () => {
  it('makes its client work with it, and its user signed in', async () => {
    const session = await browser.signIn(user, { strategy: 'password' })
    const client = await app.services.clients.get(app.scope, session.clientId)
    expect(client).toMatchObject({ lastActiveSessionId: session.id, lastAuthenticationStrategy: 'password' })
    expect((await app.services.users.get(app.scope, user.id)).lastSignInAt).toEqual(app.clock.now())
    expect(await eventsOf(session.id)).toEqual([['session.created', 'active']])
  })

  it('takes the place of the one before it in single-session mode', async () => {
    const first = await browser.signIn(user)
    const second = await browser.signIn(await createUser(app))
    expect((await app.services.sessions.get(app.scope, first.id)).status).toBe('replaced')
    expect((await app.services.sessions.get(app.scope, second.id)).status).toBe('active')
    expect(await eventsOf(first.id)).toContainEqual(['session.ended', 'replaced'])
  })

  it('is refused to a banned user', async () => {
    await app.services.users.ban(app.scope, user.id)
    await expect(browser.signIn(user)).rejects.toMatchObject({ code: 'user_banned' })
  })

  it('is refused on a client of another instance', async () => {
    const { instance } = await app.otherInstance('createelsewhere')
    const { client } = await app.services.clients.create({ instance, request: {} })
    const creating = app.db
      .transaction()
      .execute((tx) =>
        app.services.sessions.createIn(tx, app.scope, { clientId: client.id, userId: user.id }),
      )
    await expect(creating).rejects.toMatchObject({ code: 'client_not_found' })
  })
})

describe('an end', () => {
  it('is recorded so that every process drops the session', async () => {
    const session = await browser.signIn(user)
    const ended = await app.services.sessions.revoke(app.scope, session.id)
    expect(ended).toMatchObject({ status: 'revoked', version: session.version + 1 })
    expect(await invalidationOf('session', session.id)).toMatchObject({ version: ended.version })
    expect(await eventsOf(session.id)).toContainEqual(['session.revoked', 'revoked'])
  })

  it('moves the client to another session that goes on', async () => {
    const multi = { sessions: { single_session_mode: false } }
    const scope: Scope = {
      ...browser.scope,
      instance: { ...app.instance, settings: InstanceSettings.parse(multi) },
    }
    const { client } = await app.services.clients.create(scope)
    const signInOnClient = (who: User) =>
      app.db
        .transaction()
        .execute((tx) => app.services.sessions.createIn(tx, scope, { clientId: client.id, userId: who.id }))
    const first = await signInOnClient(user)
    const second = await signInOnClient(await createUser(app))
    await app.services.sessions.end(scope, second.id)
    expect((await app.services.clients.get(scope, client.id)).lastActiveSessionId).toBe(first.id)
    await app.services.sessions.end(scope, first.id)
    expect((await app.services.clients.get(scope, client.id)).lastActiveSessionId).toBeNull()
  })

  it('comes with a ban, for every session of the user and of nobody else', async () => {
    const here = await browser.signIn(user)
    const there = await createTestBrowser(app).signIn(user)
    const other = await createTestBrowser(app).signIn(await createUser(app))
    await app.services.users.ban(app.scope, user.id)
    for (const { id } of [here, there])
      expect((await app.services.sessions.get(app.scope, id)).status).toBe('revoked')
    expect((await app.services.sessions.get(app.scope, other.id)).status).toBe('active')
  })

  it('is no second time an end', async () => {
    const session = await browser.signIn(user)
    await app.services.sessions.revoke(app.scope, session.id)
    await expect(app.services.sessions.revoke(app.scope, session.id)).rejects.toMatchObject({
      code: 'invalid_action_for_session',
    })
    expect((await eventsOf(session.id)).length).toBe(2)
  })

  it('leaves out the session that is to go on', async () => {
    const kept = await browser.signIn(user)
    const ended = await createTestBrowser(app).signIn(user)
    await app.db
      .transaction()
      .execute((tx) => app.services.sessions.revokeAllOfUserIn(tx, app.scope, user.id, { except: kept.id }))
    expect((await app.services.sessions.get(app.scope, kept.id)).status).toBe('active')
    expect((await app.services.sessions.get(app.scope, ended.id)).status).toBe('revoked')
  })

  it('by two callers at once is reported once', async () => {
    const session = await browser.signIn(user)
    await Promise.all([
      app.services.sessions.end(app.scope, session.id),
      app.services.sessions.remove(app.scope, session.id),
      app.services.users.ban(app.scope, user.id),
    ])
    expect((await eventsOf(session.id)).length).toBe(2)
  })
})

describe('time', () => {
  it('ends a session for readers before anybody has marked it', async () => {
    const session = await signInWith({ sessions: { lifetime_seconds: 300 } })
    app.clock.advance(300_000)
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('expired')
    const { sessions } = await app.services.sessions.search(app.scope, {
      filters: { userId: user.id, status: 'active' },
      limit: 10,
      offset: 0,
    })
    expect(sessions).toEqual([])
    expect(await app.services.sessions.listSignedInOfUser(app.scope, user.id)).toEqual([])
  })

  it('is swept up with its events, once', async () => {
    const expired = await signInWith({ sessions: { lifetime_seconds: 300 } })
    const abandoned = await signInWith({ sessions: { inactivity_timeout_seconds: 60 } })
    app.clock.advance(300_000)
    expect(await app.services.sessions.sweepLapsed(app.instance)).toBeGreaterThanOrEqual(2)
    expect(await app.services.sessions.sweepLapsed(app.instance)).toBe(0)
    expect(await eventsOf(expired.id)).toContainEqual(['session.ended', 'expired'])
    expect(await eventsOf(abandoned.id)).toContainEqual(['session.ended', 'abandoned'])
  })

  it('is held off by use, where inactivity ends a session', async () => {
    const settings = { sessions: { inactivity_timeout_seconds: 120 } }
    const scope: Scope = {
      ...browser.scope,
      instance: { ...app.instance, settings: InstanceSettings.parse(settings) },
    }
    const session = await signInWith(settings)
    app.clock.advance(100_000)
    await app.services.sessions.recordActivity(scope, await app.services.sessions.get(scope, session.id))
    app.clock.advance(100_000)
    expect((await app.services.sessions.get(scope, session.id)).status).toBe('active')
    app.clock.advance(100_000)
    expect((await app.services.sessions.get(scope, session.id)).status).toBe('abandoned')
  })
})
