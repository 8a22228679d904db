/** Our components in a real browser, under a strict policy and with a server in memory: what jsdom cannot tell. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FakeServer } from '../../packages/ui/src/testing/fake-server.ts'
import { openComponents, serveComponents } from '../support/components-page.ts'

declare const server: FakeServer
declare const activated: object[]

let browser: Browser
let context: BrowserContext
let components: Awaited<ReturnType<typeof serveComponents>>

beforeAll(async () => {
  components = await serveComponents()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  components?.close()
})
afterEach(() => context?.close())

async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  context = await browser.newContext(options)
  return await openComponents(context, `${components.url}${path}`)
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: active } = document
    return active instanceof HTMLInputElement ? active.name : (active?.textContent ?? '')
  })

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

describe('a sign-in', () => {
  it('is done by keyboard alone, with the focus where the next thing is to be typed', async () => {
    const page = await open('/mounted.html')
    expect(await focused(page)).toBe('identifier')
    await page.keyboard.type('ada@example.com')
    await page.keyboard.press('Enter')
    await heading(page, 'Enter your password')
    expect(await focused(page)).toBe('password')
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    )
    expect(outline).toBe('solid')
    await page.keyboard.type('correct-horse')
    await page.keyboard.press('Enter')
    await heading(page, 'Taking you there')
    expect(await page.evaluate(() => activated)).toEqual([
      { session: 'sess_1', redirectUrl: 'https://acme.example.com/home' },
    ])
    expect(await page.evaluate(() => kwLog.violations)).toEqual([])
  })

  it('reaches every control of a step with the Tab key, in the order in which they stand', async () => {
    const page = await open('/mounted.html')
    await page.keyboard.type('ada@example.com')
    await page.keyboard.press('Enter')
    await heading(page, 'Enter your password')
    const order: string[] = []
    for (let count = 0; count < 4; count += 1) {
      await page.keyboard.press('Tab')
      order.push(
        await page.evaluate(
          () =>
            document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
        ),
      )
    }
    expect(order).toEqual(['Show password', 'Continue', 'Use another method', 'Privacy'])
  })

  it('announces each error once, and brings the focus to what is wrong', async () => {
    const page = await open('/mounted.html?prefers=otp')
    await page.keyboard.type('ada@example.com')
    await page.keyboard.press('Enter')
    await heading(page, 'Check your email')
    for (const attempt of [1, 2]) {
      await page.keyboard.type('111111')
      await page.getByText('That code is not right.').waitFor()
      await page.waitForFunction(
        (count) => kwLog.announced.filter((text) => text.startsWith('That code')).length === count,
        attempt,
      )
      expect(await focused(page)).toBe('code')
    }
    await page.keyboard.type('424242')
    await heading(page, 'Taking you there')
    const announced = await page.evaluate(() =>
      kwLog.announced.filter((text) => text.startsWith('That code')),
    )
    expect(announced).toHaveLength(2)
  })

  it('is sent once when it is pressed twice', async () => {
    const page = await open('/mounted.html')
    await page.keyboard.type('ada@example.com')
    await page.getByRole('button', { name: 'Continue' }).dblclick()
    await heading(page, 'Enter your password')
    expect(await page.evaluate(() => server.calls.length)).toBe(1)
  })

  it('keeps what was typed when the network is gone, and goes on when it is back', async () => {
    const page = await open('/mounted.html')
    await page.evaluate(() => {
      server.isOffline = true
    })
    await page.keyboard.type('ada@example.com')
    await page.keyboard.press('Enter')
    await page.getByText('No connection.').waitFor()
    expect(await page.getByLabel('Email address').inputValue()).toBe('ada@example.com')
    await page.evaluate(() => {
      server.isOffline = false
    })
    await page.getByRole('button', { name: 'Try again' }).click()
    await heading(page, 'Enter your password')
  })

  it('keeps what was sent when its later steps cannot be loaded, and goes on when they can', async () => {
    const page = await open('/mounted.html')
    await page.route('**/sign-in.later*.js', (route) => route.abort())
    await page.keyboard.type('ada@example.com')
    await page.keyboard.press('Enter')
    await page.getByText('No connection.').waitFor()
    await page.unroute('**/sign-in.later*.js')
    expect(await page.getByLabel('Email address').inputValue()).toBe('ada@example.com')
    await page.getByRole('button', { name: 'Try again' }).click()
    await heading(page, 'Enter your password')
  })

  it('follows the back button, and comes back to where it was', async () => {
    const page = await open('/mounted.html')
    await page.keyboard.type('ada@example.com')
    await page.keyboard.press('Enter')
    await heading(page, 'Enter your password')
    expect(new URL(page.url()).hash).toBe('#/password')
    await page.goBack()
    await heading(page, 'Sign in to Acme')
    expect(await page.getByLabel('Email address').inputValue()).toBe('ada@example.com')
    await page.goForward()
    await heading(page, 'Enter your password')
  })

  it('begins anew where an address leads to a step that is not open', async () => {
    const page = await open('/mounted.html#/new-password')
    await heading(page, 'Sign in to Acme')
    expect(new URL(page.url()).hash).toBe('')
  })

  it('becomes a sign-up for an unknown address, in the same place', async () => {
    const page = await open('/mounted.html')
    await page.keyboard.type('grace@example.com')
    await page.keyboard.press('Enter')
    await heading(page, 'Create your account')
    expect(await page.getByLabel('Email address').inputValue()).toBe('grace@example.com')
    await page.getByLabel('Password', { exact: true }).fill('correct-horse')
    await page.getByRole('button', { name: 'Create account' }).click()
    await heading(page, 'Confirm your email address')
    await page.keyboard.type('424242')
    await heading(page, 'Taking you there')
    expect(await page.evaluate(() => activated)).toMatchObject([{ session: 'sess_2' }])
  })

  it('fits into 320 pixels at every step, in both directions', async () => {
    for (const locale of ['en', 'ar']) {
      const page = await open(`/mounted.html?locale=${locale}`, { viewport: { width: 320, height: 640 } })
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      const submit = page.locator('button[type=submit]')
      expect(await overflow()).toBe(0)
      await page.locator('input[name=identifier]').fill('ada@example.com')
      await submit.click()
      await page.locator('[data-step=password]').waitFor()
      expect(await overflow()).toBe(0)
      await page.locator('.kw-row button').click()
      await page.locator('[data-step=alternatives]').waitFor()
      expect(await overflow()).toBe(0)
      await page.locator('.kw-choice').first().click()
      await page.locator('[data-step=email_code]').waitFor()
      expect(await overflow()).toBe(0)
      await context.close()
    }
  })
})

describe('a sign-in that a server rendered', () => {
  it.each(['/rendered.html', '/rendered-sign-up.html?kind=sign-up'])(
    'comes to life in %s without changing anything',
    async (path) => {
      const page = await open(path)
      expect(await page.evaluate(() => kwLog.mutations)).toEqual([])
      expect(await page.evaluate(() => kwLog.violations)).toEqual([])
    },
  )

  it('goes on from there', async () => {
    const page = await open('/rendered.html')
    await page.getByLabel('Email address').fill('ada@example.com')
    await page.keyboard.press('Enter')
    await heading(page, 'Enter your password')
  })

  it('keeps what was typed before it came to life', async () => {
    context = await browser.newContext()
    const page = await context.newPage()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/page.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${components.url}/rendered.html`, { waitUntil: 'commit' })
    await page.getByLabel('Email address').fill('ada@example.com')
    release()
    await page.waitForFunction(() => performance.getEntriesByName('kw-ready').length > 0)
    expect(await page.getByLabel('Email address').inputValue()).toBe('ada@example.com')
    expect(await focused(page)).toBe('identifier')
  })
})

describe('an element', () => {
  it('is drawn without a framework, and leaves the address alone when it is told to', async () => {
    const page = await open('/element.html')
    await page.getByLabel('Email address').fill('ada@example.com')
    await page.keyboard.press('Enter')
    await heading(page, 'Enter your password')
    expect(new URL(page.url()).hash).toBe('')
    await page.evaluate(() => document.querySelector('keywright-sign-in')?.remove())
    expect(await page.locator('.kw-root').count()).toBe(0)
  })
})

describe('a dialog', () => {
  it('opens over the page, closes by Escape, and gives the focus back', async () => {
    context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${components.url}/dialog.html`)
    await page.getByRole('button', { name: 'Sign in' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Sign in to Acme' }).waitFor()
    expect(await focused(page)).toBe('identifier')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('Sign in')
    expect(await page.locator('.kw-root').count()).toBe(0)
  })
})
