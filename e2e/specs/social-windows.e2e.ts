/** Our components and a provider in a window over the page. */
import type { FrameLocator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newAddress } from '../support/browser.ts'
import { comeWith, letGoWrong } from '../support/played-provider.ts'
import { setSocialStage } from '../support/social-stage.ts'

const stage = setSocialStage()

const openAt = (path: string) => {
  const query = new URLSearchParams({ 'oauth-flow': 'popup', redirect_url: `${stage.app.url}/members` })
  return stage.page.goto(`${stage.app.url}${path}?${query}`)
}
const google = (on: Page | FrameLocator = stage.page) =>
  on.getByRole('button', { name: 'Continue with Google' }).first()

/** Presses, and gives the window that opens. */
async function openWindow(on?: FrameLocator): Promise<Page> {
  const [opened] = await Promise.all([stage.page.waitForEvent('popup'), google(on).click()])
  await opened.getByRole('heading', { name: /^Continue to/ }).waitFor()
  return opened
}

const member = (emailAddress: string, on: Page | FrameLocator = stage.page) =>
  on.getByRole('heading', { name: `Member ${emailAddress}` }).waitFor()

/** A page that would be left loses this. */
const mark = () => stage.page.evaluate(() => Object.assign(globalThis, { isSame: true }))
const isSame = () => stage.page.evaluate(() => 'isSame' in globalThis)

describe('a provider in a window', () => {
  it('signs up and in, with the page where it was', async () => {
    const emailAddress = newAddress()
    for (const path of ['/sign-up', '/sign-in']) {
      await openAt(path)
      const opened = await openWindow()
      expect(new URL(stage.page.url()).pathname).toBe(path)
      await Promise.all([opened.waitForEvent('close'), comeWith(opened, emailAddress)])
      await member(emailAddress)
      expect(stage.page.url()).toBe(`${stage.app.url}/members`)
      await stage.context.clearCookies()
    }
  })

  it('signs up whoever came to sign in, and asks for a proof of the address on the page', async () => {
    const emailAddress = newAddress()
    await openAt('/sign-in')
    await comeWith(await openWindow(), emailAddress, { verified: false })
    await stage.page.getByRole('heading', { name: 'Confirm your email address' }).waitFor()
    await stage.page.getByRole('textbox').fill(await stage.server.inbox.nextCode(emailAddress))
    await member(emailAddress)
  })

  it('signs in whoever came to sign up, and has an account', async () => {
    const emailAddress = newAddress()
    for (const _ of ['first', 'again']) {
      await stage.context.clearCookies()
      await openAt('/sign-up')
      await comeWith(await openWindow(), emailAddress)
      await member(emailAddress)
    }
  })

  it('may be closed, which changes nothing, and opened again', async () => {
    const emailAddress = newAddress()
    await openAt('/sign-in')
    await mark()
    await stage.page.getByLabel('Email address').fill('typed@example.com')
    const opened = await openWindow()
    expect(await google().getAttribute('aria-busy')).toBe('true')
    await opened.close()
    await stage.page.locator('.kw-social [aria-busy=true]').waitFor({ state: 'detached' })
    expect(await stage.page.getByLabel('Email address').inputValue()).toBe('typed@example.com')
    expect(await stage.page.getByRole('alert').allTextContents()).not.toContain(expect.stringMatching(/./))
    expect(await isSame()).toBe(true)
    await comeWith(await openWindow(), emailAddress)
    await member(emailAddress)
  })

  it('may be blocked, which is said, and asks nothing of the provider', async () => {
    const asked: string[] = []
    stage.page.on('request', (request) =>
      asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
    )
    await stage.page.addInitScript(() => {
      const { open } = globalThis
      Object.assign(globalThis, { open: () => null, allow: () => Object.assign(globalThis, { open }) })
    })
    await openAt('/sign-in')
    // Browsers that are strict open a window only at once: what does so is there before anybody presses.
    await expect.poll(() => asked).toContain('GET /sign-in.later.js')
    await google().click()
    await stage.page.getByText('Your browser blocked the window of the provider.').waitFor()
    expect(asked).not.toContain('POST /v1/client/sign_ins')
    await stage.page.evaluate('allow()')
    const emailAddress = newAddress()
    await comeWith(await openWindow(), emailAddress)
    await member(emailAddress)
  })

  it.each(['/sign-in', '/steps-by-hash'])('may be refused in, which %s says', async (path) => {
    await openAt(path)
    for (const _ of ['first', 'again']) {
      const opened = await openWindow()
      await Promise.all([opened.waitForEvent('close'), letGoWrong(opened, /^Refuse/)])
      await stage.page.getByText('Access was not granted.').waitFor()
    }
    const emailAddress = newAddress()
    await comeWith(await openWindow(), emailAddress)
    await member(emailAddress)
  })

  it('closes the dialog that it was opened from', async () => {
    const emailAddress = newAddress()
    await openAt('/')
    await stage.page.getByRole('button', { name: 'Come in' }).click()
    await comeWith(await openWindow(stage.page.getByRole('dialog') as never), emailAddress)
    await member(emailAddress)
    expect(await stage.page.getByRole('dialog').count()).toBe(0)
  })

  it('is how a page in a frame goes, unasked', async () => {
    const emailAddress = newAddress()
    await stage.page.goto(`${stage.app.url}/framed`)
    const frame = stage.page.frameLocator('iframe')
    await comeWith(await openWindow(frame), emailAddress)
    await member(emailAddress, frame)
  })

  it('belongs to a page alone where nothing is said', async () => {
    await stage.page.goto(`${stage.app.url}/sign-in`)
    await google().click()
    await stage.page.waitForURL(/\/dev\/oauth\/google\//)
  })
})
