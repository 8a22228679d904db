/** Signing in by way of a provider in a native app: its calls from Node, its system browser in Chromium, against a real server. */
import { createNativeKeywright } from '@keywright/expo'
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSsoFlow } from '../../packages/expo/src/sso/start-sso-flow.ts'
import { newAddress } from '../support/browser.ts'
import { callBackend } from '../support/members.ts'
import { memoryCache, phoneBrowser } from '../support/phone.ts'
import { comeAs, comeWith, letGoWrong } from '../support/played-provider.ts'

let server: RunningKeywright
let browser: Browser

beforeAll(async () => {
  server = await startKeywright()
  browser = await launchBrowser()
  await server.command('social', 'enable', 'google')
  await callBackend(server, 'POST', '/redirect_urls', { url: 'acme://sso-callback' })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

type Cache = ReturnType<typeof memoryCache>
type App = ReturnType<typeof createNativeKeywright>

async function startApp(tokenCache: Cache = memoryCache()): Promise<App> {
  const { publishableKey, url } = server
  const app = createNativeKeywright({ publishableKey, url, tokenCache })
  await app.load()
  return app
}

const start = (app: App, act?: (page: Page) => Promise<void>, given: object = {}) =>
  startSsoFlow(app, async () => phoneBrowser(browser, 'acme', act), { strategy: 'oauth_google', ...given })

const as = (emailAddress: string) => (page: Page) => comeWith(page, emailAddress)

/** Comes back from the provider, and stops there: what the app was led back with. */
async function bringBack(app: App, emailAddress: string) {
  const { signIn } = app
  await signIn.create({ strategy: 'oauth_google', redirectUrl: 'acme://sso-callback' })
  const url = signIn.firstFactorVerification?.externalVerificationRedirectUrl ?? ''
  const result = await phoneBrowser(browser, 'acme', as(emailAddress)).open(url, 'acme://sso-callback')
  const back = new URL(result.type === 'success' ? result.url : '')
  return { signIn, rotatingTokenNonce: back.searchParams.get('rotating_token_nonce') ?? '' }
}

/** Somebody with an account that they have signed up for by the provider, on another phone. */
async function makeMember(): Promise<string> {
  const emailAddress = newAddress()
  await start(await startApp(), as(emailAddress))
  return emailAddress
}

describe('a native app', () => {
  it('signs up who is new, with what it keeps of them, and still knows them at its next start', async () => {
    const [cache, emailAddress] = [memoryCache(), newAddress()]
    const app = await startApp(cache)
    const result = await start(app, as(emailAddress), { unsafeMetadata: { from: 'ad' } })
    expect(result).toMatchObject({ authSessionResult: { type: 'success' }, signUp: { status: 'complete' } })
    await result.setActive({ session: result.createdSessionId })
    expect(app.user).toMatchObject({ unsafeMetadata: { from: 'ad' } })
    const next = await startApp(cache)
    expect(next.user?.primaryEmailAddress?.emailAddress).toBe(emailAddress)
    expect(await next.getToken({ skipCache: true })).toEqual(expect.any(String))
  })

  it('signs in who was there before, on a phone that does not know them', async () => {
    const emailAddress = await makeMember()
    const app = await startApp()
    const result = await start(app, as(emailAddress))
    expect(result).toMatchObject({ signIn: { status: 'complete' }, signUp: { id: null } })
    await result.setActive({ session: result.createdSessionId })
    expect(app.user?.primaryEmailAddress?.emailAddress).toBe(emailAddress)
    expect(app.user?.externalAccounts).toMatchObject([{ provider: 'google', emailAddress }])
  })

  it('opens nothing for who is signed in, or names their session where there may be several', async () => {
    const emailAddress = newAddress()
    const app = await startApp()
    const first = await start(app, as(emailAddress))
    await expect(start(app, as(emailAddress))).rejects.toMatchObject({ code: 'session_exists' })
    await server.command('config', 'set', 'sessions.single_session_mode=false')
    expect((await start(app, as(emailAddress))).createdSessionId).toBe(first.createdSessionId)
    await server.command('config', 'unset', 'sessions.single_session_mode')
  })

  it('goes on with a sign-up where the provider did not say all', async () => {
    const app = await startApp()
    const { createdSessionId, signUp } = await start(app, (page) => comeAs(page, /^Katherine/))
    expect(createdSessionId).toBeNull()
    expect(signUp).toMatchObject({ status: 'missing_requirements', missingFields: ['email_address'] })
    const emailAddress = newAddress()
    await signUp.update({ emailAddress })
    await signUp.prepareEmailAddressVerification()
    const code = await server.inbox.nextCode(emailAddress)
    await signUp.attemptEmailAddressVerification({ code })
    await app.setActive({ session: signUp.createdSessionId })
    expect(app.user?.primaryEmailAddress?.emailAddress).toBe(emailAddress)
  })

  it('is as it was where the browser was closed, and tries again', async () => {
    const app = await startApp()
    const closed = await start(app)
    expect(closed).toMatchObject({ createdSessionId: null, authSessionResult: { type: 'cancel' } })
    expect(app.isSignedIn).toBe(false)
    expect((await start(app, as(newAddress()))).createdSessionId).toMatch(/^sess_/)
  })

  it('says why nobody came where the provider said no', async () => {
    const app = await startApp()
    const denied = await start(app, (page) => letGoWrong(page, /^Refuse/))
    expect(denied).toMatchObject({ createdSessionId: null, authSessionResult: { type: 'success' } })
    expect(denied.signIn.firstFactorVerification).toMatchObject({
      status: 'failed',
      error: { code: 'oauth_access_denied' },
    })
    expect(app.isSignedIn).toBe(false)
  })

  it('is led to no address that was not registered', async () => {
    const app = await startApp()
    await expect(start(app, undefined, { redirectUrl: 'evil://sso' })).rejects.toMatchObject({
      code: 'prohibited_redirect_url',
    })
  })

  // Attack: a nonce stays behind in a log of the phone, and is used once more.
  it('uses a nonce once', async () => {
    const app = await startApp()
    const { signIn, rotatingTokenNonce } = await bringBack(app, await makeMember())
    await signIn.reload({ rotatingTokenNonce })
    expect(signIn.status).toBe('complete')
    await app.signOut()
    const next = app.signIn
    await next.create({ strategy: 'oauth_google', redirectUrl: 'acme://sso-callback' })
    await next.reload({ rotatingTokenNonce })
    expect(next.status).toBe('needs_identifier')
    expect(app.client?.sessions.length ?? 0).toBe(0)
  })

  // Attack: another app of the phone has registered the same scheme, and hears what was meant for this one.
  it('leaves nothing to whoever has heard its nonce', async () => {
    const [app, other] = [await startApp(), await startApp()]
    const { signIn, rotatingTokenNonce } = await bringBack(app, await makeMember())
    await other.signIn.create({ strategy: 'oauth_google', redirectUrl: 'acme://sso-callback' })
    await other.signIn.reload({ rotatingTokenNonce })
    expect([other.signIn.status, other.isSignedIn]).toEqual(['needs_identifier', false])
    await signIn.reload({ rotatingTokenNonce })
    expect(signIn.status).toBe('complete')
  })
})
