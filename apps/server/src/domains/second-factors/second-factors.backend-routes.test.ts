import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Authenticator, enableSecondFactors, setUpAuthenticator } from '../../testing/authenticator.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let user: User
let authenticator: Authenticator

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableSecondFactors(app)
  user = await createUser(app)
  authenticator = await setUpAuthenticator(app, user)
})

async function call(method: string, action: string, body?: object, of = user) {
  const response = await app.backend(method, `/v1/users/${of.id}${action}`, body)
  const json = (await response.json()) as { errors?: { code: string }[] }
  return [response.status, json.errors ? json.errors[0]?.code : json] as const
}
const verify = (code: string, of?: User) => call('post', '/verify_totp', { code }, of)
const right = (type: string) => [200, { verified: true, code_type: type }]
const wrong = [422, 'totp_incorrect_code']
const stateOf = async () => (await call('get', ''))[1]

describe('verifying a code for a server', () => {
  it('says of which kind it was, and uses it up', async () => {
    const code = authenticator.nextCode()
    expect(await verify(code)).toEqual(right('totp'))
    expect(await verify(code)).toEqual(wrong)
    const [backup = ''] = authenticator.backupCodes
    expect(await verify(`${backup.slice(0, 5)}-${backup.slice(5).toUpperCase()}`)).toEqual(
      right('backup_code'),
    )
    expect(await verify(backup)).toEqual(wrong)
  })

  it('of one who has none, or none that counts, is refused', async () => {
    expect(await verify('123456', await createUser(app))).toEqual([400, 'totp_disabled'])
    await enableSecondFactors(app, { authenticator_app: { enabled: false } })
    expect(await verify(authenticator.nextCode())).toEqual([400, 'totp_disabled'])
  })

  it('says when the last backup code is gone', async () => {
    for (const code of authenticator.backupCodes) expect(await verify(code)).toEqual(right('backup_code'))
    expect(await stateOf()).toMatchObject({ backup_code_enabled: false, two_factor_enabled: true })
  })

  // The attack: two who hold one code give it at once.
  it('counts a code once, however many give it together', async () => {
    const [backup = ''] = authenticator.backupCodes
    for (const code of [authenticator.nextCode(), backup]) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => verify(code)))
      expect(answers.filter(([status]) => status === 200)).toHaveLength(1)
    }
  })
})

describe('taking second factors away', () => {
  const none = { totp_enabled: false, backup_code_enabled: false, two_factor_enabled: false }

  it.each(['/mfa', '/totp'])('by %s leaves none', async (path) => {
    expect(await call('delete', path)).toEqual([200, { user_id: user.id }])
    expect(await stateOf()).toMatchObject({ ...none, mfa_disabled_at: app.clock.now().getTime() })
    expect(await call('delete', path)).toEqual([200, { user_id: user.id }])
  })

  it('can leave the authenticator app and take the backup codes', async () => {
    expect(await call('delete', '/backup_code')).toEqual([200, { user_id: user.id }])
    expect(await stateOf()).toMatchObject({ totp_enabled: true, backup_code_enabled: false })
    expect(await verify(authenticator.backupCodes[0] ?? '')).toEqual(wrong)
  })
})
