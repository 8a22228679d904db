/** Pages of one app are drawn and left all day: what a component leaves behind adds up. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveComponents } from '../support/components-page.ts'

declare const remount: (count: number) => Promise<void>

let browser: Browser
let components: Awaited<ReturnType<typeof serveComponents>>

beforeAll(async () => {
  components = await serveComponents()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  components?.close()
})

describe('a component that comes and goes two hundred times', () => {
  it.each(['sign-in', 'user-button', 'user-profile'])('leaves nothing behind: %s', async (kind) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${components.url}/empty.html?kind=${kind}&member`)
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable')
    const measure = async () => {
      await session.send('HeapProfiler.collectGarbage')
      const { metrics } = await session.send('Performance.getMetrics')
      const read = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN
      return {
        nodes: read('Nodes'),
        listeners: read('JSEventListeners'),
        bytes: read('JSHeapUsedSize'),
      }
    }
    await page.evaluate(() => remount(40))
    const before = await measure()
    await page.evaluate(() => remount(200))
    const after = await measure()
    expect(await page.locator('.kw-root').count()).toBe(0)
    expect(after.nodes - before.nodes).toBeLessThan(100)
    expect(after.listeners - before.listeners).toBeLessThan(20)
    expect((after.bytes - before.bytes) / 200).toBeLessThan(1_000)
    expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBeLessThan(5)
  })
})
