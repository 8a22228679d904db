import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { lockUser } from './users.repository.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
      app.db,
    )
    if (rows.length > 0) return
    await pause(5)
  }
}

describe('locking a user', () => {
  // A stale address would let a transaction decide by what another one has just taken away.
  it('shows who waited for them what the one before has written, addresses and password included', async () => {
    const user = await createUser(app)
    const emailAddress = newEmail()
    let waiting: ReturnType<typeof lockUser> | undefined
    await app.db.transaction().execute(async (tx) => {
      await app.services.users.addEmailAddressIn(tx, app.scope, user.id, { emailAddress })
      await app.services.users.setPasswordIn(tx, app.scope, user, { hasher: 'argon2id', digest: 'none' })
      waiting = app.db.transaction().execute((other) => lockUser(other, app.instance.id, user.id))
      await untilSomebodyWaits()
    })
    const locked = await waiting
    expect(locked?.version).toBe(user.version + 2)
    expect(locked?.emailAddresses.map((address) => address.emailAddress)).toContain(emailAddress)
    expect(locked?.passwordUpdatedAt).toBeInstanceOf(Date)
    expect(locked).toEqual(await app.services.users.get(app.scope, user.id))
  })
})
