/** Reverification of those who have a second factor (wire contract 7.8). */
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Authenticator, enableSecondFactors, setUpAuthenticator } from '../../testing/authenticator.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import { fault } from '../../testing/web3-flows.ts'
import type { Session } from '../sessions/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User
let session: Session
let authenticator: Authenticator

const sessions = { reverification: true }

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableSecondFactors(app, { sessions })
  browser = createTestBrowser(app)
  user = await createUser(app, { password: { password: testPassword } })
  authenticator = await setUpAuthenticator(app, user)
  session = await browser.signIn(user, { secondFactorVerifiedAt: app.clock.now() })
  app.clock.advance(11 * 60_000)
})

const verify = (action: string, form: Record<string, string>, on = browser) =>
  on.post(`/v1/client/sessions/${session.id}/verify${action}`, form)
const start = async (level: string) => (await verify('', { level })).body.response
const byPassword = { strategy: 'password', password: testPassword }
const totp = () => ({ strategy: 'totp', code: authenticator.nextCode() })
const first = () => verify('/attempt_first_factor', byPassword)
const second = (form: Record<string, string> = totp()) => verify('/attempt_second_factor', form)
const sensitive = (on = browser) => on.post('/v1/me/email_addresses', { email_address: newEmail() })
async function ages() {
  const { body } = await browser.post(`/v1/client/sessions/${session.id}/tokens`)
  return decodeJwt<{ fva?: number[] }>(body.jwt).fva
}

const offered = [{ strategy: 'totp' }, { strategy: 'backup_code' }]

describe('the level', () => {
  it('second_factor asks for the second factor alone', async () => {
    expect(await start('second_factor')).toMatchObject({
      ...{ level: 'second_factor', status: 'needs_second_factor', supported_second_factors: offered },
      ...{ first_factor_verification: null, second_factor_verification: null },
    })
    const { body } = await second()
    expect(body.response).toMatchObject({
      status: 'complete',
      session: { factor_verification_age: [11, 0] },
      second_factor_verification: { object: 'verification_totp', strategy: 'totp', status: 'verified' },
    })
    expect(body.client.sessions[0].factor_verification_age).toEqual([11, 0])
    expect(await ages()).toEqual([11, 0])
  })

  it('multi_factor asks for one after the other', async () => {
    expect((await start('multi_factor')).status).toBe('needs_first_factor')
    expect(fault(await second())).toEqual([400, 'session_reverification_missing'])
    const { body } = await first()
    expect(body.response).toMatchObject({ status: 'needs_second_factor', level: 'multi_factor' })
    expect(fault(await first())).toEqual([400, 'session_reverification_missing'])
    expect((await second()).body.response.status).toBe('complete')
    expect(await ages()).toEqual([0, 0])
  })

  it('first_factor asks for the first, and leaves the second as it was', async () => {
    await start('first_factor')
    expect((await first()).body.response.status).toBe('complete')
    expect(await ages()).toEqual([0, 11])
  })

  it.each(['second_factor', 'multi_factor'])('%s is the first factor for who has none', async (level) => {
    await app.backend('delete', `/v1/users/${user.id}/mfa`)
    expect(await start(level)).toMatchObject({
      ...{ level: 'first_factor', status: 'needs_first_factor', supported_second_factors: null },
    })
  })
})

describe('what is sensitive', () => {
  // The attack: a stranger at the desk who saw the password.
  it('asks whoever has a second factor for that one: the first does not do', async () => {
    expect(fault(await sensitive())).toEqual([403, 'session_reverification_required'])
    await start('first_factor')
    await first()
    expect(fault(await sensitive())).toEqual([403, 'session_reverification_required'])
    await start('second_factor')
    await second()
    expect((await sensitive()).status).toBe(200)
  })

  it('asks for it in a session that began before there was one', async () => {
    const fresh = createTestBrowser(app)
    await fresh.signIn(user)
    expect(fault(await sensitive(fresh))).toEqual([403, 'session_reverification_required'])
  })

  it('asks for the first again where the instance has no second factors any more', async () => {
    await enableSecondFactors(app, { sessions, authenticator_app: { enabled: false } })
    await start('second_factor')
    await first()
    expect((await sensitive()).status).toBe(200)
  })
})

describe('a second factor within a session', () => {
  it('may be a backup code, once', async () => {
    const code = { strategy: 'backup_code', code: authenticator.backupCodes[0] ?? '' }
    await start('second_factor')
    expect((await second(code)).body.response.second_factor_verification.strategy).toBe('backup_code')
    await start('second_factor')
    expect(fault(await second(code))).toEqual([422, 'form_code_incorrect'])
  })

  it('tells when the last backup code is gone', async () => {
    for (const code of authenticator.backupCodes) {
      await start('second_factor')
      await second({ strategy: 'backup_code', code })
    }
    expect((await browser.get('/v1/me')).body.response.backup_code_enabled).toBe(false)
    expect((await start('second_factor')).supported_second_factors).toEqual([{ strategy: 'totp' }])
  })

  it('has nothing to prepare, and is none that the user does not have', async () => {
    await start('second_factor')
    const prepare = (strategy: string) => verify('/prepare_second_factor', { strategy })
    expect(fault(await prepare('totp'))).toEqual([400, 'verification_strategy_invalid'])
    expect(fault(await prepare('phone_code'))).toEqual([400, 'strategy_for_user_invalid'])
    expect(fault(await second({ strategy: 'phone_code', code: '1' }))).toEqual([
      400,
      'strategy_for_user_invalid',
    ])
    expect(fault(await second({ strategy: 'totp' }))).toEqual([422, 'form_param_missing'])
  })

  it('takes no code twice, and none that signed somebody in', async () => {
    const code = authenticator.nextCode()
    await start('second_factor')
    expect((await second({ strategy: 'totp', code })).status).toBe(200)
    await start('second_factor')
    expect(fault(await second({ strategy: 'totp', code }))).toEqual([422, 'form_code_incorrect'])
  })

  // The attack: guess codes at an open session, with the right password in between.
  it('counts wrong codes, and locks, whatever is right in between', async () => {
    const attack_protection = { user_lockout: { max_attempts: 3 } }
    await enableSecondFactors(app, { sessions, attack_protection })
    const guess = async () => {
      await start('multi_factor')
      await first()
      return fault(await second({ strategy: 'totp', code: 'abcdef' }))
    }
    expect(await guess()).toEqual([422, 'form_code_incorrect'])
    expect(await guess()).toEqual([422, 'form_code_incorrect'])
    expect(await guess()).toEqual([403, 'user_locked'])
    await start('second_factor')
    expect(fault(await second())).toEqual([403, 'user_locked'])
  })

  // The attack: prove oneself in one's own session, and make somebody else's recent.
  it('of somebody else’s session is refused like that of none', async () => {
    await start('second_factor')
    const thief = createTestBrowser(app)
    await thief.signIn(await createUser(app))
    const notFound = [404, 'session_not_found']
    expect(fault(await verify('/prepare_second_factor', { strategy: 'totp' }, thief))).toEqual(notFound)
    expect(fault(await verify('/attempt_second_factor', totp(), thief))).toEqual(notFound)
  })
})
