/** What becomes of links from mails with our own components: opened here, elsewhere, too late, and twice. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress, password } from './browser.ts'
import { createMember } from './members.ts'
import { minutes } from './moved-clock.ts'
import * as portal from './portal.ts'
import { setStage } from './stage.ts'

interface Asked {
  emailAddress: string
  link: string
}

export function describeLinks(way: 'sign-in' | 'sign-up'): void {
  const stage = setStage([
    'email_address.sign_in_with_code=false',
    'email_address.sign_in_with_link=true',
    'email_address.verify_with=["email_link"]',
  ])

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  const nextLink = (address: string) => stage.keywright.inbox.nextLink(address)

  /** Somebody waits for a link to sign in with. */
  async function askToSignIn(): Promise<Asked> {
    const { emailAddress } = await createMember(stage.keywright, { hasPassword: false })
    await stage.page.goto(`${stage.app.url}/sign-in`)
    await portal.identify(stage.page, emailAddress)
    await heading(stage.page, 'Check your email')
    return { emailAddress, link: await nextLink(emailAddress) }
  }

  /** Somebody waits for a link to sign up with. */
  async function askToSignUp(): Promise<Asked> {
    const emailAddress = newAddress()
    await stage.page.goto(`${stage.app.url}/sign-up`)
    await stage.page.getByLabel('Email address').fill(emailAddress)
    await stage.page.getByLabel('Password', { exact: true }).fill(password)
    await stage.page.getByRole('button', { name: 'Create account' }).click()
    await heading(stage.page, 'Confirm your email address')
    return { emailAddress, link: await nextLink(emailAddress) }
  }

  describe(`a link of a ${way}`, () => {
    const ask = way === 'sign-in' ? askToSignIn : askToSignUp

    it('opened in the browser that asked for it signs in there, in both tabs', async () => {
      const { emailAddress, link } = await ask()
      const tab = await stage.context.newPage()
      await tab.goto(link)
      await tab.getByText(`Hello ${emailAddress}`).waitFor()
      expect(new URL(tab.url()).search).toBe('')
      await stage.page.getByText(`Hello ${emailAddress}`).waitFor()
    })

    it('opened in another browser signs in where it was asked for, and only there', async () => {
      const { emailAddress, link } = await ask()
      const { page: other } = await stage.open()
      await other.goto(link)
      await other.getByRole('button', { name: 'Continue' }).click()
      await heading(other, 'Your address is confirmed')
      await stage.page.getByText(`Hello ${emailAddress}`).waitFor()
      await other.goto(stage.app.url)
      await other.getByText('Hello stranger').waitFor()
    })

    it('that is too old says so on both pages, and the next one works', async () => {
      const { emailAddress, link } = await ask()
      await stage.keywright.pass(minutes(11))
      await heading(stage.page, 'This link is no longer valid')
      const tab = await stage.context.newPage()
      await tab.goto(link)
      await heading(tab, 'This link is no longer valid')
      await tab.getByRole('button', { name: 'Send a new link' }).click()
      await tab.getByText('Waiting for you to open the link').waitFor()
      await tab.goto(await nextLink(emailAddress))
      await tab.getByText(`Hello ${emailAddress}`).waitFor()
    })

    it('that was used already lets nobody in again', async () => {
      const { emailAddress, link } = await ask()
      await stage.page.goto(link)
      await stage.page.getByText(`Hello ${emailAddress}`).waitFor()
      await stage.page.goto(link)
      await heading(stage.page, 'You are signed in')
      const { page: other } = await stage.open()
      await other.goto(link)
      await heading(other, 'This link does not work')
      await other.getByRole('button', { name: 'Back' }).click()
      await other.getByLabel('Email address').waitFor()
    })
  })
}
