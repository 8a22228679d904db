/**
 * When somebody on a slow phone can see the sign-in, and use it: the account portal, a page with our script tag, and beside
 * them a page with the official components, from the same server over the same line (150 ms, 1.6 Mbit/s, a processor four
 * times slower). Run by `npm run first-paint`; it needs a quiet machine, and is no test.
 */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, Page } from 'playwright-core'
import { ensureChromium } from '../tools/browsers.ts'
import { buildUiIfStale } from '../tools/build-ui.ts'
import { startPlainApp } from './support/plain-app.ts'
import { startScriptTagPage } from './support/script-tag-page.ts'

interface Visit {
  /** Milliseconds until the field for the address is drawn. */
  visible: number
  /** Until the component listens. */
  usable: number
  /** Cumulative layout shift. */
  shift: number
  requests: number
  /** As they came over the line, in KB. */
  kilobytes: number
}

const rounds = 7
const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const processorSlowness = 4

/** Limits in milliseconds, of the design. */
const limits: Record<string, { visible: number; usable: number }> = {
  'account portal, rendered by the server': { visible: 800, usable: 1000 },
  'our script tag, drawn by the page': { visible: 1400, usable: 1400 },
}

/** Runs in the page before anything else: notes when the field is there, and what moves. */
function watch(): void {
  const seen = { visible: 0, shift: 0 }
  Object.assign(globalThis, { seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
  const look = () => {
    const field = document.querySelector<HTMLElement>('input[name=identifier]')
    if (field && field.offsetHeight > 0) seen.visible = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', line)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: processorSlowness })
  let bytes = 0
  let requests = 0
  devtools.on('Network.requestWillBeSent', () => {
    requests += 1
  })
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'commit' })
  const usable = await whenUsable(page)
  const seen = await page.evaluate(() => (globalThis as never as { seen: Visit }).seen)
  await context.close()
  return { visible: seen.visible, usable, shift: seen.shift, requests, kilobytes: bytes / 1000 }
}

/** Ours leave a mark; the others count as usable when they are drawn. */
async function whenUsable(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => {
      const mark = performance.getEntriesByName('kw-ready')[0]?.startTime
      const { seen } = globalThis as never as { seen: { visible: number } }
      return seen.visible > 0 && (mark ?? (document.querySelector('[class*=cl-]') ? seen.visible : 0))
    },
    undefined,
    { timeout: 60_000 },
  )
  return Number(await handle.jsonValue())
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function measure(browser: Browser, keywright: RunningKeywright): Promise<boolean> {
  const script = await startScriptTagPage(keywright)
  const { publishableKey, url } = keywright
  const official = await startPlainApp({ publishableKey, proxyUrl: url, scriptsFrom: url })
  const pages = {
    'account portal, rendered by the server': `${url}/sign-in`,
    'our script tag, drawn by the page': script.url,
    'the official components': `${official.url}/sign-in`,
  }
  const visits: Record<string, Visit[]> = {}
  // Once unmeasured: the server compresses each file when it is first asked for.
  for (const address of Object.values(pages)) await visit(browser, address)
  for (let round = 0; round < rounds; round++)
    for (const [name, address] of Object.entries(pages))
      visits[name] = [...(visits[name] ?? []), await visit(browser, address)]
  await script.stop()
  await official.stop()
  let isMet = true
  for (const [name, list] of Object.entries(visits)) {
    const of = (key: keyof Visit) => median(list.map((one) => one[key]))
    const limit = limits[name]
    const isOver = limit !== undefined && (of('visible') > limit.visible || of('usable') > limit.usable)
    isMet &&= !isOver
    console.log(
      `${isOver ? 'OVER ' : '     '}${name.padEnd(42)} visible ${of('visible').toFixed(0).padStart(5)} ms, usable ${of('usable').toFixed(0).padStart(5)} ms, ${of('requests')} requests, ${of('kilobytes').toFixed(1)} KB, shift ${of('shift').toFixed(3)}`,
    )
  }
  return isMet
}

process.env.KEYWRIGHT_CHROMIUM = ensureChromium()
await buildUiIfStale()
const keywright = await startKeywright()
const browser = await launchBrowser()
try {
  if (!(await measure(browser, keywright))) process.exitCode = 1
} finally {
  await browser.close()
  await keywright.stop()
}
