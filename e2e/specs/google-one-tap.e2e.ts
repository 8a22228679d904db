/** Google's prompt over a page of an app. */
import { afterEach, describe, expect, it } from 'vitest'
import { newAddress } from '../support/browser.ts'
import { idTokenOf, standInForGoogle } from '../support/google-script.ts'
import { createMember } from '../support/members.ts'
import * as portal from '../support/portal.ts'
import { setSocialStage } from '../support/social-stage.ts'

const stage = setSocialStage()

const shop = (query = '') => `${stage.app.url}/shop${query}`
const member = (emailAddress: string) =>
  stage.page.getByRole('heading', { name: `Member ${emailAddress}` }).waitFor()
const tokenOf = (emailAddress: string) => idTokenOf(stage.browser, stage.server, emailAddress)

// Google is the one stranger here.
afterEach(() => {
  const google = 'https://accounts.google.com/gsi/client'
  stage.faults.strangers.splice(0, Infinity, ...stage.faults.strangers.filter((url) => url !== google))
})

describe('Google’s prompt', () => {
  it.each(['', '?without-fedcm'])('signs up and in where somebody is, at /shop%s', async (query) => {
    const emailAddress = newAddress()
    const google = await standInForGoogle(stage.context)
    for (const _ of ['up', 'in']) {
      await stage.context.clearCookies()
      await stage.page.goto(shop(query))
      await google.shown(stage.page)
      expect(await stage.page.locator('#credential_picker_container').count()).toBe(query ? 1 : 0)
      await google.give(stage.page, await tokenOf(emailAddress))
      await member(emailAddress)
      expect(stage.page.url()).toBe(shop(query))
    }
  })

  it('may be waved away, and comes again with the next page', async () => {
    const emailAddress = newAddress()
    const google = await standInForGoogle(stage.context)
    await stage.page.goto(shop('?without-fedcm'))
    await google.shown(stage.page)
    await google.dismiss(stage.page)
    expect(await stage.page.locator('#credential_picker_container').count()).toBe(0)
    await stage.page.getByText('Welcome, stranger').waitFor()
    await stage.page.reload()
    await google.shown(stage.page)
    await google.give(stage.page, await tokenOf(emailAddress))
    await member(emailAddress)
  })

  it('is done without where a browser keeps it out', async () => {
    const google = await standInForGoogle(stage.context, { isBlocked: true })
    await stage.page.goto(shop())
    await expect.poll(google.asked).toBe(1)
    await stage.page.waitForLoadState('networkidle')
    await stage.page.getByText('Welcome, stranger').waitFor()
  })

  it('is not even fetched for whoever is signed in', async () => {
    const google = await standInForGoogle(stage.context)
    const person = await createMember(stage.server)
    await stage.page.goto(`${stage.app.url}/sign-in?redirect_url=${shop()}`)
    await portal.signIn(stage.page, person)
    await member(person.emailAddress)
    await stage.page.reload()
    await member(person.emailAddress)
    await stage.page.waitForLoadState('networkidle')
    expect(google.asked()).toBe(0)
  })
})
