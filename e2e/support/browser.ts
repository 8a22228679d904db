import type { BrowserContext, Page } from 'playwright-core'

/** A page that remembers what went wrong in it. */
export interface WatchedPage {
  page: Page
  /** Uncaught errors, and answers of 500 and above. */
  faults: string[]
}

export async function openPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  return { page, faults }
}

let addressCount = 0

/** An address nobody has used yet. Its mails land in the dev inbox. */
export function newAddress(name = 'ada'): string {
  addressCount += 1
  return `${name}.${Date.now()}.${addressCount}@example.com`
}

export const password = 'correct-horse-battery-9'

/** Types a code once the page has heard that it was sent: the field is emptied by that answer. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator('input[autocomplete=one-time-code]').first().fill(code)
}
