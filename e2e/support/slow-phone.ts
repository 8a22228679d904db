/** A page as a slow phone sees it: what it fetched, when its form was there, and when it could be used. */
import type { Browser, CDPSession, Page } from 'playwright-core'

export interface Visit {
  page: Page
  /** Milliseconds until the field for the address is drawn. */
  visible: number
  /** Until the component listens. */
  usable: number
  /** Cumulative layout shift. */
  shift: number
  /** Milliseconds by which tasks after that were longer than 50. */
  blocked: number
  /** What was fetched so far; goes on as the page does. */
  fetched: Fetched
  close(): Promise<void>
}

export interface Fetched {
  requests: string[]
  /** All answers as they came over the line, with their headers, in bytes. */
  total: number
  /** The bodies of scripts and styles. */
  code: number
}

/** What a page notes down about itself. */
interface Seen {
  visible: number
  shift: number
  tasks: { start: number; duration: number }[]
}

const line = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const processorSlowness = 4

/** Runs in the page before anything else: notes when the field is there, what moves, and what takes long. */
function watch(): void {
  const seen: Seen = { visible: 0, shift: 0, tasks: [] }
  Object.assign(globalThis, { seen })
  const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true })
  observe('layout-shift', (entry) => {
    seen.shift += (entry as unknown as { value: number }).value
  })
  observe('longtask', ({ startTime, duration }) => seen.tasks.push({ start: startTime, duration }))
  const look = () => {
    const field = document.querySelector<HTMLElement>('input[name=identifier], input[name=email_address]')
    if (field && field.offsetHeight > 0) seen.visible = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** Opens a page in a browser that was never there. The line is slow unless it is not asked for. */
export async function visit(browser: Browser, url: string, { isSlow = true } = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  // The budgets are after gzip.
  await devtools.send('Network.setExtraHTTPHeaders', { headers: { 'accept-encoding': 'gzip' } })
  if (isSlow) {
    await devtools.send('Network.emulateNetworkConditions', line)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: processorSlowness })
  }
  const fetched = watchFetched(devtools)
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'commit' })
  const usable = await whenUsable(page)
  const { visible, shift, tasks } = await page.evaluate(() => (globalThis as never as { seen: Seen }).seen)
  const later = tasks.filter(({ start }) => start > usable)
  const blocked = later.reduce((sum, { duration }) => sum + duration - 50, 0)
  return { page, visible, usable, shift, blocked, fetched, close: () => context.close() }
}

function watchFetched(devtools: CDPSession): Fetched {
  const fetched: Fetched = { requests: [], total: 0, code: 0 }
  const codes = new Set<string>()
  devtools.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) fetched.requests.push(`${request.method} ${request.url}`)
  })
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script' || type === 'Stylesheet') codes.add(requestId)
  })
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    if (codes.has(requestId)) fetched.code += encodedDataLength
  })
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    fetched.total += encodedDataLength
  })
  return fetched
}

/** Ours leave a mark; the others count as usable when they are drawn. */
async function whenUsable(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => {
      const mark = performance.getEntriesByName('kw-ready')[0]?.startTime
      const { seen } = globalThis as never as { seen: Seen }
      return seen.visible > 0 && (mark ?? (document.querySelector('[class*=cl-]') ? seen.visible : 0))
    },
    undefined,
    { timeout: 60_000 },
  )
  return Number(await handle.jsonValue())
}
