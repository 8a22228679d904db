/**
 * When somebody on a slow phone can see the sign-in, and use it: the account portal, a page with our script tag, and beside
 * them a page with the official components, from the same server over the same line (150 ms, 1.6 Mbit/s, a processor four
 * times slower), with how many times ours are smaller and faster. Run by `npm run bench:ui`; it needs a quiet machine, and is
 * no test.
 */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { ensureChromium } from '../tools/browsers.ts'
import { budgets, printRows, type Row } from '../tools/budgets.ts'
import { buildUiIfStale } from '../tools/build-ui.ts'
import { startPlainApp } from './support/plain-app.ts'
import { startScriptTagPage } from './support/script-tag-page.ts'
import { visit } from './support/slow-phone.ts'

const rounds = 7

interface Measured {
  kilobytes: number
  requests: number
  visible: number
  usable: number
  shift: number
  blocked: number
}

async function measureOnce(browser: Browser, url: string): Promise<Measured> {
  const { fetched, close, ...times } = await visit(browser, url)
  const { total, requests } = fetched
  await close()
  const { visible, usable, shift, blocked } = times
  return { kilobytes: total / 1000, requests: requests.length, visible, usable, shift, blocked }
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function medians(all: readonly Measured[]): Measured {
  const of = (key: keyof Measured) => median(all.map((one) => one[key]))
  return {
    ...{ kilobytes: of('kilobytes'), requests: of('requests'), visible: of('visible') },
    ...{ usable: of('usable'), shift: of('shift'), blocked: of('blocked') },
  }
}

const names = {
  portal: 'account portal, rendered by the server',
  tag: 'our script tag, drawn by the page',
  official: 'the official components',
} as const

type Name = keyof typeof names

/** Visits the pages in turn, so that what slows the machine slows them all. */
async function measure(browser: Browser, keywright: RunningKeywright): Promise<Record<Name, Measured>> {
  const { publishableKey, url } = keywright
  const tag = await startScriptTagPage(keywright)
  const official = await startPlainApp({ publishableKey, proxyUrl: url, scriptsFrom: url })
  const pages: [Name, string][] = [
    ['portal', `${url}/sign-in`],
    ['tag', tag.url],
    ['official', `${official.url}/sign-in`],
  ]
  const visits: Record<Name, Measured[]> = { portal: [], tag: [], official: [] }
  // Once unmeasured: the server compresses each file when it is first asked for.
  for (const [, address] of pages) await measureOnce(browser, address)
  for (let round = 0; round < rounds; round++)
    for (const [name, address] of pages) visits[name].push(await measureOnce(browser, address))
  await tag.stop()
  await official.stop()
  return { portal: medians(visits.portal), tag: medians(visits.tag), official: medians(visits.official) }
}

function printMeasured(name: Name, measured: Measured, { official }: Record<Name, Measured>): void {
  const ratio = (key: 'kilobytes' | 'requests' | 'visible' | 'usable') =>
    name === 'official' ? '' : ` (1/${(official[key] / measured[key]).toFixed(1)})`
  const { kilobytes, requests, visible, usable, shift, blocked } = measured
  console.log(
    [
      names[name].padEnd(40),
      `${kilobytes.toFixed(1)} KB${ratio('kilobytes')}`,
      `${requests} requests${ratio('requests')}`,
      `visible ${visible.toFixed(0)} ms${ratio('visible')}`,
      `usable ${usable.toFixed(0)} ms${ratio('usable')}`,
      `shift ${shift.toFixed(3)}`,
      `blocked ${blocked.toFixed(0)} ms`,
    ].join('  '),
  )
}

function rowsOf({ portal, tag }: Record<Name, Measured>): Row[] {
  const { rendered, mounted } = budgets.milliseconds
  const { requests, layoutShift } = budgets
  const timesOf = (name: Name, { visible, usable }: Measured, limit: typeof rendered | typeof mounted) => [
    { name: `${names[name]}: visible`, value: visible, limit: limit.visible, unit: 'ms' as const },
    { name: `${names[name]}: usable`, value: usable, limit: limit.usable, unit: 'ms' as const },
  ]
  const shiftOf = (name: Name, { shift }: Measured) => ({
    ...{ name: `${names[name]}: what moves`, value: shift, limit: layoutShift, unit: 'shift' as const },
  })
  return [
    ...timesOf('portal', portal, rendered),
    ...timesOf('tag', tag, mounted),
    ...[shiftOf('portal', portal), shiftOf('tag', tag)],
    { name: names.portal, value: portal.requests, limit: requests, unit: 'requests' },
  ]
}

process.env.KEYWRIGHT_CHROMIUM = ensureChromium()
await buildUiIfStale()
const keywright = await startKeywright()
const browser = await launchBrowser()
try {
  const measured = await measure(browser, keywright)
  for (const name of ['portal', 'tag', 'official'] as const) printMeasured(name, measured[name], measured)
  if (!printRows(rowsOf(measured))) process.exitCode = 1
} finally {
  await browser.close()
  await keywright.stop()
}
