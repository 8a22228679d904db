import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { ensureChromium } from '../../tools/chromium.ts'

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The installed Chromium, without the services that would call out. A missing browser is an error. */
export async function launchBrowser(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return await chromium.launch({
    executablePath: process.env.KEYWRIGHT_CHROMIUM ?? ensureChromium(),
    args: isRoot ? ['--no-sandbox', ...flags] : flags,
  })
}

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

/** An address whose code is always 424242 and to which nothing is sent (test mode). */
export function newTestAddress(name = 'ada'): string {
  return `${name}${Date.now()}${Math.floor(Math.random() * 1000)}+clerk_test@example.com`
}

export const testCode = '424242'
export const password = 'correct-horse-battery-9'
