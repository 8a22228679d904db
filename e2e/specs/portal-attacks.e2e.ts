/** The account portal under attack: hostile names, forged addresses, foreign frames, and script that got in after all. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createMember } from '../support/members.ts'
import * as portal from '../support/portal.ts'
import { openWatched, type PageFaults } from '../support/watch-page.ts'

const script = '<img src=x onerror="window.pwned=1">'

let keywright: RunningKeywright
let browser: Browser
let context: BrowserContext
let page: Page
let faults: PageFaults

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})
beforeEach(async () => {
  ;({ context, page, faults } = await openWatched(browser))
})
afterEach(async () => {
  expect(await page.evaluate('window.pwned')).toBeUndefined()
  await context.close()
  expect(faults.strangers).toEqual([])
})

const createPerson = () => createMember(keywright, { firstName: script })

const open = (path: string) => page.goto(keywright.url + path)

describe('the portal', () => {
  it('shows a name that is markup as what it is', async () => {
    const person = await createPerson()
    await open('/sign-in?redirect_url=/user')
    await portal.signIn(page, person)
    await page.getByText(script).first().waitFor()
    expect(faults.errors).toEqual([])
  })

  it.each([
    'https://evil.example/',
    '//evil.example/',
    'javascript:window.pwned=1',
    'data:text/html,<script>1</script>',
    'https://localhost@evil.example/',
  ])('refuses an address that leads to %s, in the query and in the fragment', async (target) => {
    const wish = new URLSearchParams({ redirect_url: target })
    for (const path of [`/sign-in?${wish}`, `/sign-in#/?${wish}`, `/sign-up#?${wish}`]) {
      await open('/health')
      await open(path)
      await page.getByText('This page does not lead to').waitFor()
    }
  })

  it('leads to no other host by a path that reads as one', async () => {
    const person = await createPerson()
    await open('/sign-in?redirect_url=/.//evil.example/')
    await portal.signIn(page, person)
    await page.waitForURL(`${keywright.url}//evil.example/`)
  })

  it('believes no landing of a link that nobody opened', async () => {
    const forged = new URLSearchParams({ __clerk_status: 'verified', __clerk_created_session: script })
    await open(`/sign-in?${forged}`)
    await page.getByRole('heading').first().waitFor()
    expect(await page.evaluate('Keywright.isSignedIn')).toBe(false)
    expect(await page.content()).not.toContain('onerror')
  })

  it('is framed by nobody', async () => {
    await open('/health')
    for (const path of ['/sign-in', '/sign-up', '/user']) {
      await page.setContent(`<iframe src="${keywright.url}${path}"></iframe>`)
      await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
    }
  })

  it('runs no script that got into it', async () => {
    await open('/sign-in')
    await page.getByRole('heading').first().waitFor()
    const markup = `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(script)})`
    await expect(page.evaluate(markup)).rejects.toThrow(/TrustedHTML/)
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'javascript:window.pwned=1'
      document.body.append(link)
      link.click()
      const image = document.createElement('img')
      image.src = 'http://localhost:1/stranger'
      document.body.append(image)
    })
    await expect.poll(() => faults.errors.join()).toMatch(/localhost:1\/stranger/)
  })
})
