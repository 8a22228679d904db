import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** What went wrong in a browser while nobody looked. */
export interface PageFaults {
  /** Scripts that threw, and policies that were violated. */
  readonly errors: string[]
  /** Requests to anybody but this machine. */
  readonly strangers: string[]
}

const ownHost = /^(localhost|127\.0\.0\.1|([a-z0-9-]+\.)*localhost)$/

/** Watches every page of a context from now on. */
export function watchPages(context: BrowserContext): PageFaults {
  const faults = { errors: [] as string[], strangers: [] as string[] }
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && !ownHost.test(url.hostname)) faults.strangers.push(url.href)
  })
  context.on('page', (page: Page) => {
    page.on('pageerror', (error) => faults.errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
        faults.errors.push(message.text())
    })
  })
  return faults
}

export interface WatchedBrowser {
  context: BrowserContext
  page: Page
  faults: PageFaults
}

/** A browser of somebody new, watched, in which nothing is waited for longer than so many milliseconds. */
export async function openWatched(
  browser: Browser,
  { patience = 10_000, ...options }: BrowserContextOptions & { patience?: number } = {},
): Promise<WatchedBrowser> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(patience)
  const faults = watchPages(context)
  return { context, faults, page: await context.newPage() }
}
