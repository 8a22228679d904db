/** Our own client on a page of an app, against the real server: no component, no handshake, no key's host. */
import type { Keywright } from '@keywright/js'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import {
  authenticateVisit,
  claimsOf,
  getToken,
  setClientStage,
  signInByClient,
  waitForClient,
} from '../support/client-page.ts'

declare const keywright: Keywright

const stage = setClientStage()

/** Signs up with a password and the code that comes by mail, as code of an app would. */
async function signUp(page: Page): Promise<string> {
  const emailAddress = newAddress()
  const begun = await page.evaluate(
    async (params) => {
      const { signUp } = keywright
      await signUp.create(params)
      await signUp.prepareEmailAddressVerification()
      return { status: signUp.status, unverifiedFields: signUp.unverifiedFields }
    },
    { emailAddress, password, firstName: 'Ada' },
  )
  expect(begun).toEqual({ status: 'missing_requirements', unverifiedFields: ['email_address'] })
  await page.evaluate(
    async (code) => {
      const done = await keywright.signUp.attemptEmailAddressVerification({ code })
      await keywright.setActive({ session: done.createdSessionId })
    },
    await stage.server.inbox.nextCode(emailAddress),
  )
  return emailAddress
}

describe('a page with our client', () => {
  it('signs up, stays signed in, hands out tokens, and signs out in every tab', async () => {
    const page = await stage.openTab()
    const emailAddress = await signUp(page)
    expect(await page.title()).toBe(`Signed in as ${emailAddress}`)

    await page.reload()
    await waitForClient(page)
    expect(await page.title()).toBe(`Signed in as ${emailAddress}`)
    const token = await getToken(page)
    expect(claimsOf(token)).toMatchObject({ azp: stage.app.url, sid: expect.stringMatching(/^sess_/) })
    expect(await getToken(page)).toBe(token)
    expect(await getToken(page, true)).not.toBe(token)

    const other = await stage.openTab('/other')
    expect(await other.title()).toBe(`Signed in as ${emailAddress}`)
    await page.evaluate(() => keywright.signOut(() => undefined))
    await other.waitForFunction(() => document.title === 'Signed out')
    expect(await getToken(other)).toBeNull()
    expect(await page.title()).toBe('Signed out')
    expect((await stage.context.cookies()).filter(({ name }) => name.startsWith('__session'))).toEqual([])
  })

  it('shows a sign-in in one tab in the other, which then needs no token of its own', async () => {
    const first = await stage.openTab()
    const emailAddress = await signUp(first)
    await first.evaluate(() => keywright.signOut(() => undefined))
    const second = await stage.openTab()
    const asked: string[] = []
    second.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await signInByClient(first, emailAddress, password)
    await second.waitForFunction(() => keywright.isSignedIn)
    expect(claimsOf(await getToken(second)).sub).toMatch(/^user_/)
    expect(asked).toEqual([])
  })

  it('keeps the cookies by which the app’s server knows its user without a handshake', async () => {
    const page = await stage.openTab()
    await signUp(page)
    const cookies = await stage.context.cookies(stage.app.url)
    const valuesOf = (name: RegExp) =>
      cookies.filter((cookie) => name.test(cookie.name)).map(({ value }) => value)
    const [session, suffixed] = valuesOf(/^__session(_|$)/)
    expect(session).toBe(suffixed)
    const uat = valuesOf(/^__client_uat(_|$)/)
    expect(uat).toHaveLength(2)
    expect(claimsOf(session ?? null).iat).toBeGreaterThanOrEqual(Number(uat[0]))
    expect(await authenticateVisit(stage)).toMatchObject({ status: 'signed-in', reason: null })
  })

  it('lets its user change what is theirs', async () => {
    const page = await stage.openTab()
    const emailAddress = await signUp(page)
    const changed = await page.evaluate(async () => {
      await keywright.user?.update({ lastName: 'Lovelace' })
      await keywright.user?.updateMetadata({ unsafeMetadata: { theme: 'dark' } })
      const image = await new OffscreenCanvas(8, 8).getContext('2d')?.canvas.convertToBlob()
      await keywright.user?.setProfileImage({ file: image ?? null })
      await keywright.user?.reload()
      const sessions = await keywright.user?.getSessions()
      const { fullName, unsafeMetadata, hasImage } = keywright.user ?? {}
      return {
        fullName,
        unsafeMetadata,
        hasImage,
        devices: sessions?.map(({ latestActivity }) => latestActivity.browserName),
      }
    })
    expect(changed).toEqual({
      fullName: 'Ada Lovelace',
      unsafeMetadata: { theme: 'dark' },
      hasImage: true,
      devices: [expect.stringMatching(/Chrom/)],
    })
    const refused = await page.evaluate(async (address) => {
      return await keywright.user
        ?.createEmailAddress({ email: address })
        .catch(({ code, errors }) => [code, errors[0].meta])
    }, emailAddress)
    expect(refused).toEqual([
      'form_identifier_exists',
      expect.objectContaining({ param_name: 'email_address' }),
    ])
  })

  it('stays signed in while the server is away, and notices when the session was ended', async () => {
    const page = await stage.openTab()
    await signUp(page)
    const { sid } = claimsOf(await getToken(page))
    await stage.context.setOffline(true)
    const offline = await page.evaluate(() => keywright.user?.reload().catch(({ code }) => code))
    expect(offline).toBe('network_error')
    expect(await page.evaluate(() => keywright.isSignedIn)).toBe(true)
    await stage.context.setOffline(false)
    const revoked = await fetch(`${stage.server.apiUrl}/v1/sessions/${sid}/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.server.secretKey}` },
    })
    expect(revoked.status).toBe(200)
    expect(await getToken(page, true)).toBeNull()
    expect(await page.title()).toBe('Signed out')
  })
})
