import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { compose, type Services } from '../../compose.ts'
import { openClient } from '../../platform/db/open-postgres.ts'
import { silentLog } from '../../platform/log/log.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { invalidationChannel } from '../events/index.ts'
import { lockSettings, saveSettings } from './settings.repository.ts'

let test: TestApp
let otherProcess: Services
beforeAll(async () => {
  test = await createTestApp()
  otherProcess = await compose(test.deps)
  otherProcess.invalidations.start()
})
afterAll(async () => {
  await otherProcess.invalidations.stop()
  await test.close()
})

async function countWaiting(): Promise<number> {
  const query = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return (await test.database.pool.query(query)).rowCount ?? 0
}

const minLength = (services: Services) => services.directory.default().settings.password.min_length

describe('a change of settings', () => {
  it('counts at once in the process that made it, and soon in every other, without a restart', async () => {
    await test.services.settings.patch(test.scope, { password: { min_length: 11 } })
    expect(minLength(test.services)).toBe(11)
    await vi.waitFor(() => expect(minLength(otherProcess)).toBe(11), { timeout: 5_000, interval: 20 })
  })

  it('is refused when the document has moved on', async () => {
    const { version } = await test.services.settings.patch(test.scope, { password: { min_length: 12 } })
    const late = test.services.settings.patch(
      test.scope,
      { password: { min_length: 13 } },
      { expectedVersion: version - 1 },
    )
    await expect(late).rejects.toMatchObject({ code: 'conflict' })
    expect(minLength(test.services)).toBe(12)
  })

  it('never loses another one made at the same time', async () => {
    const { db, services, instance, scope } = test
    const waiting = await db.transaction().execute(async (tx) => {
      await lockSettings(tx, instance.id)
      const patch = services.settings.patch(scope, { password: { require_uppercase: true } })
      await vi.waitFor(async () => expect(await countWaiting()).toBe(1), { timeout: 5_000 })
      const document = { password: { require_numbers: true } }
      await saveSettings(tx, instance.id, { version: 99, document, now: test.clock.now() })
      return { patch }
    })
    const { after, version } = await waiting.patch
    expect(after.password).toMatchObject({ require_numbers: true, require_uppercase: true })
    expect(version).toBe(100)
  })

  it('is announced to processes that listen, in its own transaction', async () => {
    const client = await openClient(test.database.connection, silentLog)
    const heard: string[] = []
    client.on('notification', ({ payload }) => heard.push(payload ?? ''))
    await client.query(`listen ${invalidationChannel}`)
    const { version } = await test.services.settings.patch(test.scope, { password: { min_length: 14 } })
    await vi.waitFor(() =>
      expect(heard.map((text) => JSON.parse(text))).toContainEqual([
        test.instance.id,
        'instance',
        test.instance.id,
        version,
      ]),
    )
    await client.end()
  })

  it('writes nothing in a dry run', async () => {
    const events = () =>
      test.db.selectFrom('events').select('id').where('type', '=', 'instance.updated').execute()
    const before = { events: await events(), minLength: minLength(test.services) }
    const change = await test.services.settings.patch(
      test.scope,
      { password: { min_length: 20 } },
      { dryRun: true },
    )
    expect(change.after.password.min_length).toBe(20)
    expect({ events: await events(), minLength: minLength(test.services) }).toEqual(before)
  })

  it('stores only what differs from the defaults', async () => {
    const { settings } = test.services
    await settings.replace(test.scope, { password: { min_length: 8 }, sign_up: { mode: 'waitlist' } })
    const row = await test.db
      .selectFrom('instance_settings')
      .select('document')
      .where('instance_id', '=', test.instance.id)
      .executeTakeFirst()
    expect(row?.document).toEqual({ sign_up: { mode: 'waitlist' } })
  })
})

describe('a new secret key', () => {
  it('opens, and the old one no longer does, in every process', async () => {
    const { instance, secretKey } = await test.otherInstance('rotated')
    await vi.waitFor(() => expect(otherProcess.directory.bySecretKey(secretKey)?.id).toBe(instance.id), {
      timeout: 5_000,
    })
    await test.services.applications.rotateSecretKeys([instance], 0)
    const fresh = await test.services.instances.revealSecretKey(instance.id)
    expect(test.services.directory.bySecretKey(secretKey)).toBeUndefined()
    expect(test.services.directory.bySecretKey(fresh)?.id).toBe(instance.id)
    await vi.waitFor(() => expect(otherProcess.directory.bySecretKey(secretKey)).toBeUndefined(), {
      timeout: 5_000,
    })
  })

  it('leaves the old one as many hours as asked, and not one more', async () => {
    const { instance, secretKey } = await test.otherInstance('delayed')
    await test.services.applications.rotateSecretKeys([instance], 2)
    expect(test.services.directory.bySecretKey(secretKey)?.id).toBe(instance.id)
    test.clock.advance(2 * 3_600_000)
    expect(test.services.directory.bySecretKey(secretKey)).toBeUndefined()
  })
})
