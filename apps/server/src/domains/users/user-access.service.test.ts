import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, withSettings } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { isLocked } from './users.policy.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const lockoutOf = (settings: { max_attempts: number; duration_seconds: number }) =>
  withSettings(app.scope, { attack_protection: { user_lockout: settings } })

const clear = (userId: string, scope = app.scope) =>
  app.db.transaction().execute((tx) => app.services.users.clearFailedAttemptsIn(tx, scope, userId))

describe('failed attempts', () => {
  it('lock the user at the last one allowed, until the time is over', async () => {
    const scope = lockoutOf({ max_attempts: 2, duration_seconds: 60 })
    const { id } = await createUser(app)
    const { users } = app.services
    expect(isLocked(await users.recordFailedAttempt(scope, id), app.clock.now())).toBe(false)
    expect(isLocked(await users.recordFailedAttempt(scope, id), app.clock.now())).toBe(true)
    await expect(clear(id, scope)).rejects.toMatchObject({
      code: 'user_locked',
      options: { meta: { lockout_expires_in_seconds: 60 } },
    })
    app.clock.advance(60_000)
    expect(await clear(id, scope)).toMatchObject({ failedAttemptCount: 0, lockedAt: null })
  })

  // The attack: send many guesses at the same moment, so that all of them see the count before it grows.
  it('are counted one at a time when they arrive together', async () => {
    const scope = lockoutOf({ max_attempts: 5, duration_seconds: 0 })
    const { id } = await createUser(app)
    const { users } = app.services
    await Promise.all(Array.from({ length: 4 }, () => users.recordFailedAttempt(scope, id)))
    expect(await users.get(scope, id)).toMatchObject({ failedAttemptCount: 4, lockedAt: null })
    await Promise.all(Array.from({ length: 4 }, () => users.recordFailedAttempt(scope, id)))
    expect(await users.get(scope, id)).toMatchObject({ failedAttemptCount: 5, lockoutExpiresAt: null })
  })

  it('are forgotten after a success, with one event for each change and none without', async () => {
    const { id } = await createUser(app)
    const { users } = app.services
    await users.recordFailedAttempt(app.scope, id)
    await clear(id)
    await clear(id)
    const events = await app.db.selectFrom('events').select('type').where('entity_id', '=', id).execute()
    expect(events.map(({ type }) => type)).toEqual(['user.created', 'user.updated', 'user.updated'])
  })

  it('never complete a sign-in of a banned user', async () => {
    const { id } = await createUser(app)
    await app.services.users.ban(app.scope, id)
    await expect(clear(id)).rejects.toMatchObject({ code: 'user_banned' })
  })
})

describe('ban', () => {
  it('is announced at once, because it ends sessions', async () => {
    const user = await createUser(app)
    const banned = await app.services.users.ban(app.scope, user.id)
    expect(banned).toMatchObject({ banned: true, version: user.version + 1 })
    expect((await app.services.users.unban(app.scope, user.id)).banned).toBe(false)
  })

  it('of several users happens to all or to none', async () => {
    const [first, second] = [await createUser(app), await createUser(app)]
    const { users } = app.services
    await expect(users.banAll(app.scope, [first.id, 'user_unknown'])).rejects.toMatchObject({
      code: 'resource_not_found',
    })
    expect((await users.get(app.scope, first.id)).banned).toBe(false)
    const banned = await users.banAll(app.scope, [second.id, first.id, second.id])
    expect(banned.map(({ id, banned }) => [id, banned])).toEqual([
      [second.id, true],
      [first.id, true],
    ])
  })
})

describe('lock', () => {
  it('by an administrator lasts until one lifts it', async () => {
    const { id } = await createUser(app)
    const { users } = app.services
    const locked = await users.lock(app.scope, id)
    expect(isLocked(locked, new Date(app.clock.now().getTime() + 1e12))).toBe(true)
    expect(await users.unlock(app.scope, id)).toMatchObject({ lockedAt: null, failedAttemptCount: 0 })
  })
})
