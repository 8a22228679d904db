import type { InstanceSettingsInput } from '@keywright/contract'
import { fromBase32 } from '../domains/second-factors/base32.policy.ts'
import { stepAt, totpAt } from '../domains/second-factors/totp.policy.ts'
import type { User } from '../domains/users/index.ts'
import type { TestApp } from './test-app.ts'
import { createTestBrowser, type TestBrowser } from './test-browser.ts'

/** Switches authenticator apps on, with whatever else the test needs. */
export async function enableSecondFactors(app: TestApp, settings: InstanceSettingsInput = {}): Promise<void> {
  const document = { authenticator_app: { enabled: true }, ...settings }
  await app.services.settings.replace(app.scope, document, { destructive: true })
}

/** An authenticator app with one account in it. */
export interface Authenticator {
  /** The code that it shows at the moment. */
  code(): string
  /** A code that was never given: half a minute passes for it. */
  nextCode(): string
  backupCodes: string[]
}

function createAuthenticator(app: TestApp, secret: string) {
  const key = fromBase32(secret) ?? Buffer.alloc(0)
  const code = () => totpAt(key, stepAt(app.clock.now()))
  return {
    code,
    nextCode() {
      app.clock.advance(30_000)
      return code()
    },
  }
}

/** Sets an authenticator app up as its user does, on a browser of their own unless one is named. */
export async function setUpAuthenticator(
  app: TestApp,
  user: User,
  browser?: TestBrowser,
): Promise<Authenticator> {
  const own = browser ?? createTestBrowser(app)
  if (!browser) await own.signIn(user)
  const { body: made } = await own.post('/v1/me/totp')
  const authenticator = createAuthenticator(app, made.response.secret)
  const { body } = await own.post('/v1/me/totp/attempt_verification', { code: authenticator.code() })
  return { ...authenticator, backupCodes: body.response.backup_codes ?? [] }
}
