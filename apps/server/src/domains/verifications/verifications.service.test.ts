import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEmail, withSettings } from '../../testing/factories/users.factory.ts'
import { otherCode } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { StartInput } from './verifications.service.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const inTransaction = <Result>(work: (tx: TestApp['db']) => Promise<Result>) =>
  app.db.transaction().execute(work)

const start = (input: Partial<StartInput> = {}, scope = app.scope) =>
  inTransaction((tx) =>
    app.services.verifications.startIn(tx, scope, {
      strategy: 'email_code',
      purpose: 'sign_in',
      ownerId: 'sia_1',
      target: newEmail(),
      ...input,
    }),
  )

const attempt = (
  verificationId: string,
  code: string,
  other: { ownerId?: string; purpose?: 'sign_up'; strategy?: 'reset_password_email_code' } = {},
  scope = app.scope,
) =>
  inTransaction((tx) =>
    app.services.verifications.attemptCodeIn(tx, scope, {
      verificationId,
      purpose: 'sign_in',
      ownerId: 'sia_1',
      code,
      ...other,
    }),
  )

describe('a code', () => {
  it('is kept as a keyed hash only', async () => {
    const { code = '', verification } = await start()
    const row = await app.db
      .selectFrom('verifications')
      .selectAll()
      .where('id', '=', verification.id)
      .executeTakeFirstOrThrow()
    expect(row.code_hash).toHaveLength(32)
    expect(JSON.stringify(row)).not.toContain(code)
  })

  it('may be typed with spaces', async () => {
    const { code = '', verification } = await start()
    expect((await attempt(verification.id, ` ${code.slice(0, 3)} ${code.slice(3)}`)).outcome).toBe('verified')
  })

  // Attack: a code that was sent for one thing is used for another.
  it('counts only for the owner, the purpose and the strategy it was sent for, and at its own instance', async () => {
    const { code = '', verification } = await start()
    const other = await app.otherInstance('codes-other')
    const elsewhere = { ...app.scope, instance: other.instance }
    for (const outcome of [
      await attempt(verification.id, code, { ownerId: 'sia_2' }),
      await attempt(verification.id, code, { purpose: 'sign_up' }),
      await attempt(verification.id, code, { strategy: 'reset_password_email_code' }),
      await attempt(verification.id, code, {}, elsewhere),
    ]) {
      expect(outcome.outcome).toBe('missing')
    }
    expect((await attempt(verification.id, code)).outcome).toBe('verified')
  })

  // Attack: the hash of a known code is copied into another row, by somebody who can write but does not have the key.
  it('is bound to its own row', async () => {
    const own = await start()
    const victim = await start()
    const { code_hash } = await app.db
      .selectFrom('verifications')
      .select('code_hash')
      .where('id', '=', own.verification.id)
      .executeTakeFirstOrThrow()
    await app.db
      .updateTable('verifications')
      .set({ code_hash })
      .where('id', '=', victim.verification.id)
      .execute()
    expect((await attempt(victim.verification.id, own.code ?? '')).outcome).toBe('incorrect')
  })

  // Attack: each new code gives three new guesses, so codes are asked for for ever.
  it('cannot be guessed by asking for new ones', async () => {
    const target = newEmail()
    let guesses = 0
    const scope = withSettings(app.scope, { rate_limits: { message: { limit: 0 } } })
    const refused = async () => {
      for (let round = 0; round < 50; round += 1) {
        const { code = '', verification } = await start({ target }, scope)
        for (let count = 0; count < 3; count += 1) {
          await attempt(verification.id, otherCode(code))
          guesses += 1
        }
      }
    }
    await expect(refused()).rejects.toMatchObject({ code: 'verification_code_too_many_requests' })
    expect(guesses).toBeLessThan(25)
  })

  it('is sent to an address so many times within so long, and then again after a while', async () => {
    const target = newEmail()
    const scope = withSettings(app.scope, { rate_limits: { message: { limit: 2, window_seconds: 600 } } })
    await start({ target }, scope)
    app.clock.advance(60_000)
    await start({ target }, scope)
    const fault = await start({ target }, scope).catch((error: unknown) => error)
    expect(fault).toMatchObject({
      code: 'verification_code_too_many_requests',
      options: { retryAfterSeconds: 540 },
    })
    app.clock.advance(540_001)
    expect((await start({ target }, scope)).code).toMatch(/^\d{6}$/)
  })

  it('cannot be right where nothing was sent', async () => {
    const { code, token, verification } = await start({ isUnanswerable: true })
    expect([code, token]).toEqual([undefined, undefined])
    expect((await attempt(verification.id, '000000')).outcome).toBe('incorrect')
  })
})

describe('a link', () => {
  it('is found by its token and used once', async () => {
    const { token = '', verification } = await start({
      strategy: 'email_link',
      redirectUrl: 'http://localhost:3000',
    })
    const { verifications } = app.services
    const row = await app.db
      .selectFrom('verifications')
      .selectAll()
      .where('id', '=', verification.id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(token)
    expect((await verifications.findByLink(app.scope, token))?.id).toBe(verification.id)
    expect(await verifications.findByLink(app.scope, `${token}x`)).toBeUndefined()
    const use = () => inTransaction((tx) => verifications.consumeLinkIn(tx, app.scope, verification.id))
    expect((await use()).outcome).toBe('verified')
    expect((await use()).outcome).toBe('already_verified')
  })

  it('is no code', async () => {
    const { verification } = await start({ strategy: 'email_link', redirectUrl: 'http://localhost:3000' })
    expect((await attempt(verification.id, '')).outcome).toBe('missing')
  })
})

describe('purge', () => {
  it('forgets what ended a day ago', async () => {
    const { verification } = await start()
    app.clock.advance(86_400_000 + 601_000)
    await app.services.verifications.purge(app.instance.id)
    expect(await app.services.verifications.find(app.scope, verification.id)).toBeUndefined()
  })
})
