/** Our components and the provider that the server plays in development: no account, no network. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newAddress } from '../support/browser.ts'
import { callBackend } from '../support/members.ts'
import type { PageServer } from '../support/page-server.ts'
import { startPlainFormPage } from '../support/plain-form-page.ts'
import { comeAs, comeWith, letGoWrong } from '../support/played-provider.ts'
import { setSocialStage } from '../support/social-stage.ts'
import { openWatched } from '../support/watch-page.ts'

const stage = setSocialStage()
let page: Page

beforeEach(() => {
  page = stage.page
})

const press = (name: string | RegExp) => page.getByRole('button', { name }).click()

const profile = () => page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()

const signOut = () => stage.context.clearCookies()

describe('the portal', () => {
  const open = (view: 'sign-in' | 'sign-up') => page.goto(`${stage.server.url}/${view}?redirect_url=/user`)

  it('signs a new user up, and in again, who is reminded of how they came', async () => {
    const emailAddress = newAddress()
    await open('sign-up')
    await press('Continue with Google')
    await comeWith(page, emailAddress)
    await profile()
    await page.getByText(emailAddress).first().waitFor()
    await page.goto(`${stage.server.url}/sign-in`)
    await press('Sign out')
    await press('Continue with Google Last used')
    await comeWith(page, emailAddress)
    await profile()
  })

  it('signs in whoever came to sign up, and has an account', async () => {
    const emailAddress = newAddress()
    for (const _ of ['first', 'again']) {
      await signOut()
      await open('sign-up')
      await press('Continue with GitHub')
      await comeWith(page, emailAddress)
      await profile()
    }
  })

  it('signs up whoever came to sign in, and has no account', async () => {
    await open('sign-in')
    await press('Continue with Google')
    await comeWith(page, newAddress())
    await profile()
  })

  it('says that somebody has changed their mind, and begins anew', async () => {
    await open('sign-in')
    await press('Continue with Google')
    await letGoWrong(page, /^Refuse/)
    await page.getByText('Access was not granted.').waitFor()
    await page.reload()
    await page.getByLabel('Email address').waitFor()
    expect(await page.getByText('Access was not granted.').count()).toBe(0)
  })

  it('asks for the address that a provider did not say, and for a proof of it', async () => {
    const emailAddress = newAddress()
    await open('sign-up')
    await press('Continue with Google')
    await comeAs(page, /Katherine/)
    await page.getByText('The rest came from Google.').waitFor()
    await page.getByLabel('Email address').fill(emailAddress)
    await press('Continue')
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await page.getByRole('textbox').fill(await stage.server.inbox.nextCode(emailAddress))
    await profile()
  })

  it('asks for a proof of an address that the provider has not seen', async () => {
    const emailAddress = newAddress()
    await open('sign-in')
    await press('Continue with Google')
    await comeWith(page, emailAddress, { verified: false })
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await page.getByRole('textbox').fill(await stage.server.inbox.nextCode(emailAddress))
    await profile()
  })
})

// Before any app has called: from then on the portal leads there.
describe('the portal without scripts', () => {
  beforeEach(async () => {
    await stage.context.close()
    Object.assign(stage, await openWatched(stage.browser, { javaScriptEnabled: false }))
    page = stage.page
  })

  /** What a script would do by itself. */
  async function goOn(): Promise<void> {
    await page.waitForURL(/sso-callback/)
    await press('Continue')
  }

  it('signs up and in by forms, and goes over from one to the other', async () => {
    const emailAddress = newAddress()
    await page.goto(`${stage.server.url}/sign-in`)
    await press('Continue with Google')
    await comeWith(page, emailAddress)
    await goOn()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    await signOut()
    await page.goto(`${stage.server.url}/sign-up`)
    await press('Continue with Google')
    await comeWith(page, emailAddress)
    await goOn()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  })

  it('asks for a proof of an address that the provider has not seen', async () => {
    const emailAddress = newAddress()
    await page.goto(`${stage.server.url}/sign-in`)
    await press('Continue with GitHub')
    await comeWith(page, emailAddress, { verified: false })
    await goOn()
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await page.getByRole('textbox').fill(await stage.server.inbox.nextCode(emailAddress))
    await press('Continue')
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
  })

  it('says that somebody has changed their mind', async () => {
    await page.goto(`${stage.server.url}/sign-in`)
    await press('Continue with Google')
    await letGoWrong(page, /^Refuse/)
    await goOn()
    await page.getByRole('alert').filter({ hasText: 'Access was not granted.' }).waitFor()
    await page.getByLabel('Email address').fill(newAddress())
    await press(/^Continue$/)
    await page.getByRole('alert').filter({ hasText: 'No account was found.' }).waitFor()
  })
})

describe('an app', () => {
  const member = (emailAddress: string) =>
    page.getByRole('heading', { name: `Member ${emailAddress}` }).waitFor()
  const open = (view: 'sign-in' | 'sign-up') =>
    page.goto(`${stage.app.url}/${view}?redirect_url=${encodeURIComponent(`${stage.app.url}/members`)}`)

  it('is come back to with a session', async () => {
    const emailAddress = newAddress()
    await open('sign-up')
    await press('Continue with Google')
    await comeWith(page, emailAddress)
    await member(emailAddress)
    expect(page.url()).toBe(`${stage.app.url}/members`)
    await signOut()
    await open('sign-in')
    await press('Continue with Google')
    await comeWith(page, emailAddress)
    await member(emailAddress)
  })

  it('goes over from its sign-in to its sign-up', async () => {
    const emailAddress = newAddress()
    await open('sign-in')
    await press('Continue with Google')
    await comeWith(page, emailAddress, { verified: false })
    await page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-up/verify-email-address')
    await page.getByRole('textbox').fill(await stage.server.inbox.nextCode(emailAddress))
    await member(emailAddress)
  })

  it('is come back to from a dialog', async () => {
    const emailAddress = newAddress()
    await page.goto(`${stage.app.url}/`)
    await press('Come in')
    await page.getByRole('dialog').getByRole('button', { name: 'Continue with Google' }).click()
    await comeWith(page, emailAddress)
    await member(emailAddress)
  })

  it('takes a visitor who came back by the button of the browser', async () => {
    const emailAddress = newAddress()
    await open('sign-in')
    await press('Continue with Google')
    await page.getByRole('heading', { name: /^Continue to/ }).waitFor()
    await page.goBack()
    await press('Continue with GitHub')
    await comeWith(page, emailAddress)
    await member(emailAddress)
  })
})

describe('a form of plain HTML', () => {
  let plain: PageServer

  beforeAll(async () => {
    plain = await startPlainFormPage(stage.server)
  })
  afterAll(() => plain?.stop())

  const users = (emailAddress: string) =>
    callBackend(stage.server, 'GET', `/users?${new URLSearchParams({ email_address: emailAddress })}`)

  it('goes to a provider by its buttons, and comes back with a session', async () => {
    const emailAddress = newAddress()
    await page.goto(`${plain.url}/sign-in`)
    await press('Use GitHub')
    await comeWith(page, emailAddress)
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    expect(await users(emailAddress)).toMatchObject([{ external_accounts: [{ provider: 'oauth_github' }] }])
  })

  it('says that somebody has changed their mind', async () => {
    await page.goto(`${plain.url}/sign-in`)
    await press('Use Google')
    await letGoWrong(page, /^Refuse/)
    await page.getByText(/^You did not allow/).waitFor()
    await page.getByRole('button', { name: 'Use Google' }).waitFor()
  })
})
