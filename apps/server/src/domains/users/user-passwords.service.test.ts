import { hash as bcryptHash } from '@node-rs/bcrypt'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createUser, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { findPassword } from '../passwords/index.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const withPassword = () => createUser(app, { password: { password: testPassword } })

describe('verifyPassword', () => {
  it('knows the right password from a wrong one', async () => {
    const user = await withPassword()
    const { users } = app.services
    expect(await users.verifyPassword(app.scope, user, testPassword)).toBe('correct')
    expect(await users.verifyPassword(app.scope, user, `${testPassword} `)).toBe('incorrect')
  })

  it('answers incorrect for a stranger and for a user without a password', async () => {
    const { users } = app.services
    expect(await users.verifyPassword(app.scope, undefined, testPassword)).toBe('incorrect')
    expect(await users.verifyPassword(app.scope, await createUser(app), testPassword)).toBe('incorrect')
  })

  // The attack: time the answers to find out which accounts exist and which have a password.
  it('hashes once whoever is asked about', async () => {
    const subjects = [await withPassword(), await createUser(app), undefined]
    const { passwords } = app.services
    for (const subject of subjects) {
      const [verify, verifyDecoy] = [vi.spyOn(passwords, 'verify'), vi.spyOn(passwords, 'verifyDecoy')]
      await app.services.users.verifyPassword(app.scope, subject, 'wrong')
      expect(verify.mock.calls.length + verifyDecoy.mock.calls.length).toBe(1)
      vi.restoreAllMocks()
    }
  })

  it('replaces an imported digest by argon2id once the password is known', async () => {
    const digest = await bcryptHash(testPassword, { cost: 4 })
    const user = await createUser(app, { password: { passwordDigest: digest, passwordHasher: 'bcrypt' } })
    const { users } = app.services
    expect(await users.verifyPassword(app.scope, user, 'wrong')).toBe('incorrect')
    expect((await findPassword(app.db, app.instance.id, user.id))?.digest).toBe(digest)
    expect(await users.verifyPassword(app.scope, user, testPassword)).toBe('correct')
    expect((await findPassword(app.db, app.instance.id, user.id))?.digest).toMatch(
      /^\$argon2id\$v=19\$m=19456,/,
    )
    expect(await users.verifyPassword(app.scope, user, testPassword)).toBe('correct')
  })

  it('tells the owner of a compromised password, and nobody else', async () => {
    const user = await withPassword()
    const { users } = app.services
    await users.setPasswordCompromised(app.scope, user.id, true)
    expect(await users.verifyPassword(app.scope, user, testPassword)).toBe('compromised')
    expect(await users.verifyPassword(app.scope, user, 'wrong')).toBe('incorrect')
    await users.setPasswordCompromised(app.scope, user.id, false)
    expect(await users.verifyPassword(app.scope, user, testPassword)).toBe('correct')
  })
})

describe('setPasswordIn', () => {
  it('replaces the password, moves the version and announces it', async () => {
    const user = await withPassword()
    const { users, passwords } = app.services
    const stored = await passwords.hash('Another-password-7')
    const changed = await app.db
      .transaction()
      .execute((tx) => users.setPasswordIn(tx, app.scope, user, stored))
    expect(changed.version).toBe(user.version + 1)
    expect(await users.verifyPassword(app.scope, user, testPassword)).toBe('incorrect')
    expect(await users.verifyPassword(app.scope, user, 'Another-password-7')).toBe('correct')
    const events = await app.db.selectFrom('events').selectAll().where('entity_id', '=', user.id).execute()
    expect(events.map(({ type }) => type)).toEqual(['user.created', 'user.updated'])
  })
})

describe('removePassword', () => {
  it('takes the password away, once', async () => {
    const user = await withPassword()
    const { users } = app.services
    expect((await users.removePassword(app.scope, user.id)).passwordUpdatedAt).toBeNull()
    await expect(users.removePassword(app.scope, user.id)).rejects.toMatchObject({ code: 'no_password_set' })
  })
})
