/** The components where people and pages are not the usual ones: other colours, no motion, large text, pages that mount twice. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openComponents, serveComponents } from '../support/components-page.ts'

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
  context.setDefaultTimeout(10_000)
  return await openComponents(context, `${components.url}${path}`)
}

const step = (page: Page, name: string) => page.locator(`[data-step=${name}]`).waitFor()
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()

/** Walks through a sign-in, and looks at each of its steps. */
async function walk(page: Page, look: (name: string) => Promise<unknown>): Promise<void> {
  await look('start')
  await page.getByLabel('Email address').fill('ada@example.com')
  await press(page, 'Continue')
  await step(page, 'password')
  await look('password')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await press(page, 'Continue')
  await page.getByText('That password is not right.').waitFor()
  await look('password, refused')
  await press(page, 'Use another method')
  await step(page, 'alternatives')
  await look('alternatives')
  await press(page, 'Get a code by email')
  await step(page, 'email_code')
  await look('email_code')
  await page.goBack()
  await page.goBack()
  await step(page, 'password')
  await press(page, 'Forgot password?')
  await step(page, 'forgot')
  await look('forgot')
  await press(page, 'Send the code')
  await step(page, 'reset_code')
  await page.getByLabel('Verification code').fill('424242')
  await step(page, 'new_password')
  await look('new_password')
}

/** Walks through a sign-up, and looks at each of its steps. */
async function walkSignUp(page: Page, look: (name: string) => Promise<unknown>): Promise<void> {
  await look('start')
  await page.getByLabel('Email address').fill('grace@example.com')
  await page.getByLabel('Password', { exact: true }).fill('correct-horse')
  await press(page, 'Create account')
  await step(page, 'verify_code')
  await look('verify_code')
}

describe('a sign-in', () => {
  it('says with lines what it said with colours, where the system chooses those', async () => {
    const page = await open('/mounted.html', { forcedColors: 'active' })
    await walk(page, async (name) => {
      const bare = await page.evaluate(() =>
        [...document.querySelectorAll('.kw-button, .kw-input, .kw-code-cell, .kw-choice, .kw-checkbox')]
          .filter((element) => element.checkVisibility())
          // What the browser draws itself has the system's own lines (CSS Color Adjustment 1 §3.1).
          .filter((element) => getComputedStyle(element).appearance !== 'auto' || element.tagName !== 'INPUT')
          .filter((element) => {
            const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } =
              getComputedStyle(element)
            return borderTopStyle === 'none' || borderTopWidth === '0px' || borderTopColor === backgroundColor
          })
          .map(({ className }) => className),
      )
      const empty = await page
        .locator('.kw-alert:empty')
        .evaluateAll((alerts) =>
          alerts
            .filter((alert) => getComputedStyle(alert).borderTopWidth !== '0px')
            .map(({ className }) => className),
        )
      expect({ name, empty }).toEqual({ name, empty: [] })
      // A title has the focus without a mark where a pointer led to it.
      const outline = await page.evaluate(() => {
        const active = document.querySelector('.kw-root input:focus')
        const marked = active?.parentElement?.querySelector('[data-active]') ?? active
        return marked ? getComputedStyle(marked).outlineStyle : 'solid'
      })
      expect({ name, bare, outline }).toEqual({ name, bare: [], outline: 'solid' })
    })
  })

  it('draws its lines in the colour of the text where more contrast is wanted', async () => {
    const page = await open('/mounted.html', { contrast: 'more' })
    await walk(page, async (name) => {
      const pale = await page.evaluate(() =>
        [...document.querySelectorAll('.kw-input, .kw-code-cell, .kw-subtitle')]
          .filter((element) => element.checkVisibility())
          .filter((element) => {
            const { borderTopColor, borderTopWidth, color } = getComputedStyle(element)
            const ink = getComputedStyle(document.querySelector('.kw-title') ?? element).color
            const isFocused = element.matches(':focus, :focus-within *')
            return color !== ink || (borderTopWidth !== '0px' && borderTopColor !== ink && !isFocused)
          })
          .filter((element) => element.getAttribute('aria-invalid') !== 'true')
          .map(({ className }) => className),
      )
      expect({ name, pale }).toEqual({ name, pale: [] })
    })
  })

  it('moves nothing where motion is not wanted, and fits on a screen magnified four times', async () => {
    const page = await open('/mounted.html', {
      reducedMotion: 'reduce',
      viewport: { width: 320, height: 256 },
    })
    await walk(page, async (name) => {
      const seen = await page.evaluate(() => {
        const { top, bottom } = (document.activeElement ?? document.body).getBoundingClientRect()
        return {
          moving: document.getAnimations().length,
          overflow: document.documentElement.scrollWidth - innerWidth,
          isFocusInSight: top >= 0 && Math.floor(bottom) <= innerHeight,
        }
      })
      expect({ name, ...seen }).toEqual({ name, moving: 0, overflow: 0, isFocusInSight: true })
    })
  })
})

describe('a password manager', () => {
  const fields = (page: Page) =>
    page.evaluate(() =>
      [...document.forms].map((form) =>
        [...form.querySelectorAll('input')].map(
          ({ name, type, autocomplete }) => `${name}: ${type} ${autocomplete}`,
        ),
      ),
    )

  /** What the browser itself would have otherwise, it says in the console. */
  function watchAdvice(page: Page): string[] {
    const advice: string[] = []
    page.on('console', (message) => {
      if (message.text().includes('[DOM]')) advice.push(message.text())
    })
    return advice
  }

  it('finds name and password of a sign-in in one form at each step, and the field of the code', async () => {
    const page = await open('/mounted.html')
    const advice = watchAdvice(page)
    const found: Record<string, string[][]> = {}
    await walk(page, async (name) => {
      found[name] = await fields(page)
      const labelled = await page.evaluate(() => {
        const inputs = [...document.querySelectorAll('input:not([aria-hidden=true])')] as HTMLInputElement[]
        const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
        return inputs.every(({ labels }) => labels?.length === 1) && new Set(ids).size === ids.length
      })
      expect({ name, labelled }).toEqual({ name, labelled: true })
    })
    expect(found).toEqual({
      start: [['identifier: email username', 'password: password current-password']],
      password: [['username: text username', 'password: password current-password']],
      'password, refused': [['username: text username', 'password: password current-password']],
      alternatives: [],
      email_code: [['code: text one-time-code']],
      forgot: [],
      new_password: [
        ['username: text username', 'password: password new-password', 'sign_out_others: checkbox '],
      ],
    })
    expect(advice).toEqual([])
  })

  it('finds name and new password of a sign-up in one form', async () => {
    const page = await open('/mounted.html?kind=sign-up')
    const advice = watchAdvice(page)
    const found: Record<string, string[][]> = {}
    await walkSignUp(page, async (name) => {
      found[name] = await fields(page)
    })
    expect(found).toEqual({
      start: [
        [
          'first_name: text given-name',
          'last_name: text family-name',
          'email_address: email email',
          'password: password new-password',
        ],
      ],
      verify_code: [['code: text one-time-code']],
    })
    expect(advice).toEqual([])
  })

  it('that fills both fields of the first step signs in at once', async () => {
    const page = await open('/mounted.html')
    await page.evaluate(() => {
      for (const [name, value] of [
        ['identifier', 'ada@example.com'],
        ['password', 'correct-horse'],
      ] as const) {
        const input = document.querySelector<HTMLInputElement>(`input[name=${name}]`)
        if (!input) continue
        input.value = value
        input.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }
    })
    await page.getByLabel('Password').waitFor()
    await press(page, 'Continue')
    await step(page, 'done')
  })
})

describe('two sign-ins on one page', () => {
  it('know nothing of each other, and share no id', async () => {
    const page = await open('/two.html')
    const [one, other] = [page.locator('.app').first(), page.locator('.app').last()]
    await other.getByLabel('Email address').fill('ada@example.com')
    await other.getByRole('button', { name: 'Continue' }).click()
    await other.getByRole('heading', { name: 'Enter your password' }).waitFor()
    await one.getByLabel('Email address').waitFor()
    const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    await one.getByLabel('Email address').fill('grace@example.com')
    await one.getByRole('button', { name: 'Continue' }).click()
    await one.getByRole('heading', { name: 'Create your account' }).waitFor()
    await other.getByLabel('Password', { exact: true }).fill('correct-horse')
    await other.getByRole('button', { name: 'Continue' }).click()
    await other.getByRole('heading', { name: 'Taking you there' }).waitFor()
  })
})

describe('inside of a dialog of the host', () => {
  it('a sign-in goes on to its end, and Escape is for the dialog', async () => {
    const page = await open('/in-dialog.html')
    const show = () => page.evaluate(() => document.querySelector<HTMLDialogElement>('#host')?.showModal())
    await page.locator('#show').focus()
    await show()
    await page.getByLabel('Email address').fill('ada@example.com')
    await page.keyboard.press('Enter')
    await step(page, 'password')
    await page.keyboard.press('Escape')
    expect(await page.locator('#host[open]').count()).toBe(0)
    await show()
    await page.getByLabel('Password', { exact: true }).fill('correct-horse')
    await page.keyboard.press('Enter')
    await step(page, 'done')
  })
})
