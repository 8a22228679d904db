import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const inTransaction = <Result>(work: (tx: TestApp['db']) => Promise<Result>) =>
  app.db.transaction().execute(work)

async function start(target = newEmail(), ownerId = 'sia_race') {
  const { verifications } = app.services
  const started = await inTransaction((tx) =>
    verifications.startIn(tx, app.scope, { strategy: 'email_code', purpose: 'sign_in', ownerId, target }),
  )
  const attempt = (code: string) =>
    inTransaction((tx) =>
      verifications.attemptCodeIn(tx, app.scope, {
        verificationId: started.verification.id,
        purpose: 'sign_in',
        ownerId,
        code,
      }),
    )
  return { ...started, attempt }
}

describe('a code under simultaneous attempts', () => {
  it('passes once, however many right answers arrive together', async () => {
    const { code = '', attempt } = await start()
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => attempt(code)))
    expect(outcomes.filter(({ outcome }) => outcome === 'verified')).toHaveLength(1)
    expect(outcomes.filter(({ outcome }) => outcome === 'already_verified')).toHaveLength(7)
  })

  // Attack: all guesses at once, before any of them is counted.
  it('takes no more guesses than one after the other', async () => {
    const { code = '', attempt } = await start()
    const guesses = Array.from({ length: 20 }, (_, index) => String(index).padStart(6, '0')).filter(
      (guess) => guess !== code,
    )
    const outcomes = await Promise.all(guesses.map(attempt))
    expect(outcomes.filter(({ isGuess }) => isGuess)).toHaveLength(3)
    expect((await attempt(code)).outcome).toBe('failed')
  })

  it('cannot be asked for beyond the limit by asking all at once', async () => {
    const target = newEmail()
    const results = await Promise.allSettled(Array.from({ length: 15 }, () => start(target)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  })
})
