import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, withSettings } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createActivityRecorder } from './activity.service.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

async function signIn() {
  const user = await createUser(app)
  const { id } = await app.services.sessions.create(app.scope, user.id)
  const { session } = await app.services.snapshots.getById(app.instance, id)
  return { user, session }
}

const stored = async (sessionId: string) => {
  const row = await app.db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const user = await app.db
    .selectFrom('users')
    .select('last_active_at')
    .where('id', '=', row.user_id)
    .executeTakeFirstOrThrow()
  return { session: row.last_active_at, abandonAt: row.abandon_at, user: user.last_active_at }
}

describe('the use of sessions', () => {
  it('is written in one go, for the session and its user, and moves the end by inactivity', async () => {
    const activity = createActivityRecorder(app.deps)
    const { instance } = withSettings(app.scope, { sessions: { inactivity_timeout_seconds: 600 } })
    const both = [await signIn(), await signIn()]
    const before = await stored(both[0]?.session.id ?? '')
    app.clock.advance(30_000)
    for (const { session } of both) {
      activity.record(instance, session)
      activity.record(instance, session)
    }
    expect(activity.waitingCount()).toBe(2)
    expect(await stored(both[0]?.session.id ?? '')).toEqual(before)
    await activity.flush()
    expect(activity.waitingCount()).toBe(0)
    const now = app.clock.now()
    for (const { session } of both) {
      expect(await stored(session.id)).toMatchObject({ session: now, user: now })
      expect(session.abandonAt).toEqual(new Date(now.getTime() + 600_000))
    }
  })

  it('never goes back in time, whichever process writes last', async () => {
    const { session } = await signIn()
    const late = createActivityRecorder(app.deps)
    late.record(app.instance, session)
    app.clock.advance(5_000)
    const early = createActivityRecorder(app.deps)
    early.record(app.instance, session)
    await early.flush()
    await late.flush()
    expect(await stored(session.id)).toMatchObject({ session: app.clock.now(), user: app.clock.now() })
  })

  it('does not touch a session that has ended', async () => {
    const { session } = await signIn()
    const before = await stored(session.id)
    const activity = createActivityRecorder(app.deps)
    app.clock.advance(1_000)
    activity.record(app.instance, session)
    await app.services.sessions.revoke(app.scope, session.id)
    await activity.flush()
    expect((await stored(session.id)).session).toEqual(before.session)
  })

  it('is not lost when it cannot be written, and is written at the end', async () => {
    const { session } = await signIn()
    const activity = createActivityRecorder(app.deps)
    app.clock.advance(1_000)
    activity.record(app.instance, session)
    await app.db.schema.alterTable('sessions').renameTo('sessions_away').execute()
    await expect(activity.flush()).rejects.toThrow()
    await expect(activity.flushLast()).rejects.toThrow()
    await app.db.schema.alterTable('sessions_away').renameTo('sessions').execute()
    expect(activity.waitingCount()).toBe(1)
    await activity.flushLast()
    expect((await stored(session.id)).session).toEqual(app.clock.now())
  })
})
