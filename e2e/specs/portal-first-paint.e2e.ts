/** The first paint of the account portal: few requests, nothing that moves, and nothing lost when the page comes to life. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { password } from '../support/browser.ts'
import { createMember } from '../support/members.ts'
import * as portal from '../support/portal.ts'
import { type Visit, visit } from '../support/slow-phone.ts'

let keywright: RunningKeywright
let browser: Browser
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function open(path: string): Promise<Visit> {
  const opened = await visit(browser, keywright.url + path, { isSlow: false })
  closing.push(opened.close)
  return opened
}

/** A page whose script is held back until it is let through. */
async function openBeforeScript(path: string) {
  const context = await browser.newContext()
  closing.push(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  let release = (_: 'continue' | 'abort') => {}
  const held = new Promise<'continue' | 'abort'>((resolve) => {
    release = resolve
  })
  await page.route(/portal\/sign-(in|up)\.js/, async (route: Route) => {
    // The page may have been left meanwhile.
    await route[await held]().catch(() => undefined)
  })
  await page.goto(keywright.url + path, { waitUntil: 'commit' })
  await page.getByRole('heading').first().waitFor()
  return {
    page,
    letThrough: async () => {
      release('continue')
      await page.waitForFunction(() => performance.getEntriesByName('kw-ready').length > 0)
    },
    cutOff: () => release('abort'),
  }
}

const names = (requests: readonly string[]) =>
  requests.map((request) => request.replace(keywright.url, '').replace(/\/npm\/.*\//, ''))

describe('the first paint of the portal', () => {
  it('takes three requests to a sign-in that can be used, and asks nothing of the API', async () => {
    const { fetched, shift, blocked } = await open('/sign-in')
    expect(names(fetched.requests)).toEqual(['GET /sign-in', 'GET portal.css', 'GET sign-in.js'])
    expect([shift, blocked]).toEqual([0, 0])
  })

  it('takes as many to a sign-up', async () => {
    const { fetched, shift } = await open('/sign-up')
    expect(names(fetched.requests).toSorted()).toEqual(
      ['GET /sign-up', 'GET portal.css', 'GET sign-up.js'].toSorted(),
    )
    expect(shift).toBe(0)
  })

  it('sends what was typed without another file of ours', async () => {
    const person = await createMember(keywright)
    const { page } = await open('/sign-in?redirect_url=/user')
    const sent: string[] = []
    page.on('request', (request) => sent.push(new URL(request.url()).pathname))
    await page.route(/\/npm\//, (route) => route.abort())
    await page.getByLabel('Email address').fill(person.emailAddress)
    const answered = page.waitForResponse((response) => response.url().includes('/v1/client/sign_ins'))
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    expect((await answered).status()).toBe(200)
    // What follows is there as soon as the network is; the address was sent once.
    await page.getByText('No connection. Nothing is lost.').waitFor()
    await page.unroute(/\/npm\//)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
    expect(sent.filter((path) => path === '/v1/client/sign_ins')).toHaveLength(1)
  })

  it.each(['/sign-in', '/sign-up'])('changes nothing of %s when it comes to life', async (path) => {
    const { page, letThrough } = await openBeforeScript(`${path}?redirect_url=/user`)
    await page.evaluate(() => {
      const changes: string[] = []
      Object.assign(globalThis, { changes })
      new MutationObserver((records) =>
        changes.push(...records.map(({ type, target }) => `${type} of ${target.nodeName}`)),
      ).observe(document.querySelector('#view') ?? document, {
        ...{ childList: true, subtree: true, characterData: true, attributes: true },
      })
    })
    const field = page.getByLabel('Email address')
    await field.click()
    await page.keyboard.type('ada@exam')
    await letThrough()
    await page.keyboard.type('ple.com')
    expect(await field.inputValue()).toBe('ada@example.com')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.evaluate('changes')).toEqual([])
  })

  it('takes over what was typed and sent before, and goes on', async () => {
    const person = await createMember(keywright)
    const { page, letThrough } = await openBeforeScript('/sign-in?redirect_url=/user')
    await page.getByLabel('Email address').fill(person.emailAddress)
    await letThrough()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
  })

  it('works by its form while the script is still on its way', async () => {
    const person = await createMember(keywright)
    const { page, cutOff } = await openBeforeScript('/sign-in?redirect_url=/user')
    await page.getByLabel('Email address').fill(person.emailAddress)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.waitForURL(/\/sign-in\/password/, { waitUntil: 'commit' })
    cutOff()
    await page.unroute(/portal\/sign-(in|up)\.js/)
    await page.reload()
    await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
  })

  it('knows who is signed in without asking', async () => {
    const person = await createMember(keywright)
    const { page, fetched } = await open('/sign-in?redirect_url=/user')
    await portal.signIn(page, person)
    await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
    fetched.requests.length = 0
    await page.goto(`${keywright.url}/user`)
    await page.getByRole('heading', { name: 'Profile', exact: true }).waitFor()
    expect(names(fetched.requests).join()).not.toMatch(/v1\/(client|environment)\?/)
  })
})
