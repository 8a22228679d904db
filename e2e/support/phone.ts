/** A phone, as far as an app notices: what it keeps between starts, and the browser that it opens over itself. */
import type { TokenCache } from '@keywright/expo'
import type { Browser, Page } from 'playwright-core'
import type { SystemBrowser } from '../../packages/expo/src/sso/system-browser.ts'

export const cacheKey = '__clerk_client_jwt'

export function memoryCache(start?: string): TokenCache & { kept: Map<string, string> } {
  const kept = new Map<string, string>(start === undefined ? [] : [[cacheKey, start]])
  return {
    kept,
    getToken: async (key) => kept.get(key) ?? null,
    saveToken: async (key, token) => void kept.set(key, token),
  }
}

/** A browser that has never seen us. `act`: what its person does there; absent: they close it. */
export function phoneBrowser(
  browser: Browser,
  scheme: string,
  act?: (page: Page) => Promise<void>,
): SystemBrowser {
  return {
    urlOf: (path) => `${scheme}://${path}`,
    async open(url, redirectUrl) {
      const context = await browser.newContext()
      try {
        const page = await context.newPage()
        await page.goto(url)
        if (!act) return { type: 'cancel' }
        // No page of the web opens there: the phone gives the address to the app.
        const isLedBack = (location = '') => location.startsWith(redirectUrl)
        const ledBack = page.waitForResponse((response) => isLedBack(response.headers().location))
        const [response] = await Promise.all([ledBack, act(page)])
        return { type: 'success', url: response.headers().location ?? '' }
      } finally {
        await context.close()
      }
    },
  }
}
