import type { RevocationPage } from '@keywright/contract'
import { decodeJwt } from '@keywright/tokens'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createUser, testPassword } from '../../testing/factories/users.factory.ts'
import { type EventReader, entriesOf, readEvents } from '../../testing/read-events.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'
import { waitUntilReadable } from '../../testing/wait-until-readable.ts'
import type { Session } from '../sessions/index.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
  app.services.invalidations.start()
})
afterAll(async () => {
  app.services.revocations.close()
  await app.services.invalidations.stop()
  await app.close()
})

let readers: EventReader[] = []
afterEach(async () => {
  for (const reader of readers) await reader.cancel().catch(() => undefined)
  readers = []
})

async function poll(cursor?: string, key = app.secretKey): Promise<RevocationPage> {
  const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`
  const answer = await app.backend('get', `/v1/revocations${query}`, undefined, key)
  expect(answer.status).toBe(200)
  return JSON.parse(await answer.text())
}

async function connect(headers: Record<string, string> = {}, key = app.secretKey): Promise<Response> {
  const all = { authorization: `Bearer ${key}`, accept: 'text/event-stream', ...headers }
  return await app.fetch('/v1/revocations', { headers: all })
}

async function listen(headers: Record<string, string> = {}, key = app.secretKey): Promise<EventReader> {
  const answer = await connect(headers, key)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  const reader = readEvents(answer.body)
  readers.push(reader)
  return reader
}

async function signIn() {
  const user = await createUser(app, { password: { password: testPassword } })
  return { user, session: await app.services.sessions.create(app.scope, user.id) }
}

const sessionEntry = ({ id, version }: Session) => ({ kind: 'session', id, version: version + 1 })

/** What an action puts into the feed. */
async function revokedBy(action: () => Promise<unknown>): Promise<RevocationPage['entries']> {
  await waitUntilReadable(app.database.pool)
  const { cursor } = await poll()
  await action()
  return (await poll(cursor)).entries
}

describe('what tokens are refused after', () => {
  it.each(['revoke', 'end', 'remove'] as const)('a session is over: %s', async (how) => {
    const { session } = await signIn()
    const entries = await revokedBy(() => app.services.sessions[how](app.scope, session.id))
    expect(entries).toEqual([sessionEntry(session)])
  })

  it('a session’s time is over, when that is noticed', async () => {
    const { session } = await signIn()
    app.clock.advance(604_800_000)
    const entries = await revokedBy(() => app.services.sessions.sweepAllLapsed(app.instance))
    expect(entries).toContainEqual(sessionEntry(session))
  })

  it('another session takes the place of it', async () => {
    const browser = createTestBrowser(app)
    const first = await browser.signIn(await createUser(app))
    const entries = await revokedBy(async () => await browser.signIn(await createUser(app)))
    expect(entries).toContainEqual(sessionEntry(first))
  })

  it.each(['ban', 'delete'] as const)('a user loses their account: %s', async (how) => {
    const { user, session } = await signIn()
    const before = await app.services.users.get(app.scope, user.id)
    const entries = await revokedBy(() => app.services.users[how](app.scope, user.id))
    const userEntry = entries.find(({ kind }) => kind === 'user')
    expect(entries).toContainEqual(sessionEntry(session))
    expect(userEntry?.id).toBe(user.id)
    expect(userEntry?.version).toBeGreaterThan(before.version)
  })

  it('many users are banned together', async () => {
    const both = [await signIn(), await signIn()]
    const ids = both.map(({ user }) => user.id)
    const entries = await revokedBy(() => app.services.users.banAll(app.scope, ids))
    for (const { user, session } of both) {
      expect(entries).toContainEqual(sessionEntry(session))
      expect(entries.map(({ id }) => id)).toContain(user.id)
    }
  })

  it('a password is replaced; with the other sessions, if the user says so', async () => {
    const { user, session } = await signIn()
    const browser = createTestBrowser(app)
    const own = await browser.signIn(user)
    const change = (fields: Record<string, string>) =>
      browser.post('/v1/me/change_password', { current_password: testPassword, ...fields })
    const alone = await revokedBy(() =>
      change({ new_password: `${testPassword}1`, sign_out_of_other_sessions: 'false' }),
    )
    expect(alone.map(({ kind, id }) => [kind, id])).toEqual([['user', user.id]])
    const withOthers = await revokedBy(() =>
      change({
        current_password: `${testPassword}1`,
        new_password: `${testPassword}2`,
        sign_out_of_other_sessions: 'true',
      }),
    )
    expect(withOthers).toContainEqual(sessionEntry(session))
    expect(withOthers.map(({ id }) => id)).not.toContain(own.id)
  })

  it('a key is withdrawn at once, but not when it may serve to its end', async () => {
    const { signingKeys } = app.services
    const { kid } = await signingKeys.activeKey(app.instance)
    expect(await revokedBy(() => signingKeys.rotate(app.scope))).toEqual([])
    const second = await signingKeys.activeKey(app.instance)
    const entries = await revokedBy(() => signingKeys.rotate(app.scope, { keepSeconds: 0 }))
    const worthless = [kid, second.kid].map((id) => ({ kind: 'signing_key', id, version: 1 }))
    expect(entries).toHaveLength(2)
    expect(entries).toEqual(expect.arrayContaining(worthless))
  })
})

describe('what refuses no token', () => {
  it('is a lock, its end, an unban, a profile, metadata, a new session, or one that is used', async () => {
    const { user, session } = await signIn()
    const { users, sessions } = app.services
    const entries = await revokedBy(async () => {
      await users.lock(app.scope, user.id)
      await users.unlock(app.scope, user.id)
      await users.unban(app.scope, user.id)
      await users.update(app.scope, user.id, { profile: { firstName: 'Ada', publicMetadata: { a: 1 } } })
      await sessions.create(app.scope, user.id)
      await sessions.touch(app.scope, session, null)
    })
    expect(entries).toEqual([])
  })

  // Attack: a change that alters a name after a ban must not make the ban forgotten, nor move what is refused.
  it('takes nothing back either, nor adds to what is refused', async () => {
    const { user } = await signIn()
    const banned = await revokedBy(() => app.services.users.ban(app.scope, user.id))
    const entry = banned.find(({ kind }) => kind === 'user')
    const later = await revokedBy(async () => {
      await app.services.users.unban(app.scope, user.id)
      await app.services.users.update(app.scope, user.id, { profile: { firstName: 'Ada' } })
    })
    expect(later).toEqual([entry])
    expect((await poll()).entries).toContainEqual(entry)
  })

  it('is a change that was not committed', async () => {
    const { session } = await signIn()
    const entries = await revokedBy(() =>
      app.db
        .transaction()
        .execute(async (tx) => {
          await app.services.sessions.revokeIn(tx, app.scope, session.id)
          throw new RangeError('undo')
        })
        .catch(() => undefined),
    )
    expect(entries).toEqual([])
  })
})

describe('GET /v1/revocations', () => {
  it('answers with the whole set first, and with what came since after that', async () => {
    const { session } = await signIn()
    await waitUntilReadable(app.database.pool)
    const first = await poll()
    expect(first).toMatchObject({ object: 'revocation_page', reset: true, covers_seconds: 300 })
    expect((await poll(first.cursor)).entries).toEqual([])
    await app.services.sessions.revoke(app.scope, session.id)
    const second = await poll(first.cursor)
    expect(second).toMatchObject({ reset: false, entries: [sessionEntry(session)], covers_seconds: 300 })
    await waitUntilReadable(app.database.pool)
    const third = await poll(second.cursor)
    expect((await poll(third.cursor)).entries).toEqual([])
  })

  it('forgets what no token is old enough for', async () => {
    const { session } = await signIn()
    await app.services.sessions.revoke(app.scope, session.id)
    const ageBy = (seconds: number) =>
      app.database.pool.query(
        "update invalidations set revoked_at = now() - $2 * interval '1 second' where key = $1",
        [session.id, seconds],
      )
    const holds = async () => (await poll()).entries.some(({ id }) => id === session.id)
    await ageBy(355)
    expect(await holds()).toBe(true)
    await ageBy(361)
    expect(await holds()).toBe(false)
  })

  it('begins anew for a cursor that it cannot read', async () => {
    for (const cursor of ['nonsense', 'W10', '%00', "'; drop table users; --"])
      expect((await poll(cursor)).reset).toBe(true)
    const answer = await app.backend('get', `/v1/revocations?cursor=${'x'.repeat(201)}`)
    expect(answer.status).toBe(422)
  })

  // Attack: one instance's key reads whom another instance signs out, or hides what its own reader has missed.
  it('tells of its own instance alone, and takes no other’s cursor', async () => {
    const other = await app.otherInstance('reader')
    const own = await signIn()
    const scope = { ...app.scope, instance: other.instance }
    const foreign = await createUser(app, {}, scope)
    const foreignSession = await app.services.sessions.create(scope, foreign.id)
    const { cursor } = await poll()
    const reader = await listen({}, other.secretKey)
    await reader.until('ready')
    await app.services.sessions.revoke(app.scope, own.session.id)
    await app.services.sessions.revoke(scope, foreignSession.id)
    const page = await poll(cursor, other.secretKey)
    expect(page).toMatchObject({ reset: true, entries: [sessionEntry(foreignSession)] })
    const heard = entriesOf(await reader.until('heartbeat'))
    expect(heard.length).toBeGreaterThan(0)
    expect(new Set(heard.map(({ id }) => id))).toEqual(new Set([foreignSession.id]))
  })

  it('is for servers: no key, a client’s token or a publishable key opens it', async () => {
    const { publishableKey } = app.instance
    for (const authorization of [
      '',
      'Bearer sk_test_x',
      `Bearer ${publishableKey}`,
      `Bearer ${app.secretKey}x`,
    ]) {
      const answer = await app.fetch('/v1/revocations', {
        headers: { ...(authorization === '' ? {} : { authorization }), accept: 'text/event-stream' },
      })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toBe('application/json')
    }
  })
})

describe('the stream', () => {
  it('tells what was, then what happens, and that it is listening', async () => {
    const before = await signIn()
    await app.services.sessions.revoke(app.scope, before.session.id)
    const reader = await listen()
    const past = await reader.until('ready')
    expect(entriesOf(past)).toContainEqual(sessionEntry(before.session))
    expect(past.at(-1)).toMatchObject({ data: { reset: true, covers_seconds: 300 }, id: expect.any(String) })
    const after = await signIn()
    await app.services.sessions.revoke(app.scope, after.session.id)
    const heard = [...(await reader.until('revocations')), ...(await reader.until('heartbeat'))]
    expect(entriesOf(heard)).toContainEqual(sessionEntry(after.session))
    const beat = (await reader.until('heartbeat')).at(-1)
    expect(beat).toMatchObject({ data: { covers_seconds: expect.any(Number) }, id: expect.any(String) })
    expect(beat?.data.proof_age_ms).toBeLessThan(2_000)
  })

  it('goes on behind the last frame its reader had', async () => {
    await waitUntilReadable(app.database.pool)
    const first = await listen()
    const id = (await first.until('heartbeat')).at(-1)?.id ?? ''
    await first.cancel()
    const { session } = await signIn()
    await app.services.sessions.revoke(app.scope, session.id)
    const second = await listen({ 'last-event-id': id })
    const past = await second.until('ready')
    expect(entriesOf(past)).toEqual([sessionEntry(session)])
    expect(past.at(-1)?.data).toMatchObject({ reset: false })
  })

  it('and a poll take each other’s cursors', async () => {
    const { cursor } = await poll()
    const reader = await listen({ 'last-event-id': cursor })
    const id = (await reader.until('ready')).at(-1)?.id ?? ''
    expect((await poll(id)).reset).toBe(false)
  })

  it('beats each second', async () => {
    const reader = await listen()
    await reader.until('heartbeat')
    const begin = performance.now()
    await reader.until('heartbeat')
    await reader.until('heartbeat')
    expect(performance.now() - begin).toBeGreaterThan(1_500)
    expect(performance.now() - begin).toBeLessThan(3_000)
  })

  // Attack: a key that leaked is withdrawn, and its finder listens on.
  it('ends when its key is withdrawn', async () => {
    const { instance, secretKey } = await app.otherInstance('leaked')
    const reader = await listen({}, secretKey)
    await reader.until('ready')
    await app.db
      .transaction()
      .execute((tx) => app.services.instances.rotateSecretKeysIn(tx, instance, app.clock.now()))
    await app.services.directory.refresh()
    await expect(reader.until('never')).rejects.toThrow('the stream ended')
    expect((await connect({}, secretKey)).status).toBe(401)
  })

  it('is counted by whether it is open', async () => {
    const count = () => app.services.revocations.streamCount()
    const before = count()
    const reader = await listen()
    expect(count()).toBe(before + 1)
    await reader.cancel()
    expect(count()).toBe(before)
  })
})

describe('session tokens that live longer', () => {
  it('are minted where the settings say so, and the feed reaches back as far', async () => {
    const { instance, secretKey } = await app.otherInstance('long')
    const scope = { ...app.scope, instance }
    const { cursor } = await poll(undefined, secretKey)
    const tokens = { lifetime_seconds: 900, signing_algorithm: 'ES256' }
    await app.services.settings.patch(scope, { tokens })
    const user = await createUser(app, {}, scope)
    const { id } = await app.services.sessions.create(scope, user.id)
    const answer = await app.backend('post', `/v1/sessions/${id}/tokens`, {}, secretKey)
    const { claims, header } = decodeJwt(JSON.parse(await answer.text()).jwt) ?? {}
    expect([Number(claims?.exp) - Number(claims?.iat), header?.alg]).toEqual([900, 'ES256'])
    expect((await poll(undefined, secretKey)).covers_seconds).toBe(900)
    // Whoever reads already has not kept so much; for them it grows with time.
    const onward = await poll(cursor, secretKey)
    expect(onward.reset).toBe(false)
    expect(onward.covers_seconds).toBeLessThan(310)
  })
})

describe('the limits', () => {
  it('are of the feed’s own: an app that has used up its calls still learns whom to refuse', async () => {
    const limited = await createTestApp({ environment: { KEYWRIGHT_RATE_LIMITS: 'true' } })
    try {
      const statuses = async (path: string) => {
        const answers = await Promise.all(Array.from({ length: 101 }, () => limited.backend('get', path)))
        return answers.map(({ status }) => status)
      }
      expect(await statuses('/v1/instance')).toContain(429)
      expect((await limited.backend('get', '/v1/revocations')).status).toBe(200)
      expect(await statuses('/v1/revocations')).toContain(429)
    } finally {
      await limited.close()
    }
  })
})
