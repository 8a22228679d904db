/**
 * Takes a picture of every state of every flow, light and dark, on a phone and on a desk, and from right to left on a small
 * phone, and holds each against axe and a strict policy. The list of states comes from the flows: one without a seed fails. `--only=sign-in/start` takes some.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'tsdown'
import { ensureChromium } from './browsers.ts'
import { browserBundle, buildStyles } from './build-ui.ts'
import { repositoryRoot } from './repository-files.ts'
import { serveGallery } from './screenshots/gallery-server.ts'
import { listPictures } from './screenshots/pictures.ts'

const output = join(repositoryRoot, 'screenshots')
const cache = join(repositoryRoot, 'node_modules/.cache/gallery')

interface Variant {
  width: number
  colorScheme: 'light' | 'dark'
  locale: string
}

const variants: Variant[] = [
  { width: 390, colorScheme: 'light', locale: 'en' },
  { width: 390, colorScheme: 'dark', locale: 'en' },
  { width: 1280, colorScheme: 'light', locale: 'en' },
  { width: 1280, colorScheme: 'dark', locale: 'en' },
  { width: 320, colorScheme: 'light', locale: 'ar' },
]

const pageHtml = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Keywright</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="/styles.css"><link rel="stylesheet" href="/page.css">
<script type="module" src="/gallery.js"></script></head><body></body></html>`

const pageCss = `:root{color-scheme:light dark;font-family:Inter,system-ui,sans-serif}
body{margin:0;min-block-size:100dvh;display:grid;align-content:center;padding:24px 16px;box-sizing:border-box;
background:light-dark(#f3f4f4,#0e1011)}
.picture-bar{inline-size:min(420px,100%);min-block-size:540px;margin-inline:auto;text-align:end}
.picture-start{text-align:start}`

/** What axe says of the page as it stands. Injected by the debugger: the page itself would not allow it. */
async function checkAccessibility(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const { violations } = await (globalThis as never as { axe: { run: AxeRun } }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'landmark-one-main': { enabled: false }, region: { enabled: false } },
    })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`,
    )
  })
}

type AxeRun = (
  root: Document,
  options: object,
) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>

async function takeVariant(
  browser: Browser,
  url: string,
  pictures: readonly string[],
  { width, colorScheme, locale }: Variant,
): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme,
    deviceScaleFactor: width < 500 ? 2 : 1,
  })
  const page = await context.newPage()
  const faults: string[] = []
  let picture = ''
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      faults.push(`${picture}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`${picture}: ${error.message}`))
  await page.goto(`${url}/?locale=${locale}#${pictures[0]}`)
  await page.waitForFunction(() => document.title.includes('/'))
  await page.evaluate(axe.source)
  for (picture of pictures) {
    await page.evaluate((hash) => location.replace(`#${hash}`), picture)
    await page.waitForFunction((title) => document.title === title, picture)
    await page.evaluate(() =>
      Promise.all(
        document
          .getAnimations()
          .filter((one) => one instanceof CSSTransition)
          .map((one) => one.finished),
      ),
    )
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    if (overflow) faults.push(`${picture} at ${width}: wider than the window`)
    faults.push(
      ...(await checkAccessibility(page)).map((fault) => `${picture} ${colorScheme} ${width}: ${fault}`),
    )
    const path = join(output, `${picture.replaceAll('/', '.')}.${colorScheme}.${width}.${locale}.png`)
    await page.screenshot({ path, fullPage: true })
  }
  await context.close()
  return faults
}

async function main(): Promise<void> {
  const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice(7) ?? ''
  const pictures = listPictures(only)
  await build(browserBundle({ gallery: 'src/testing/gallery.tsx' }, cache))
  if (!only) rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const gallery = await serveGallery(cache, {
    '/index.html': pageHtml,
    '/page.css': pageCss,
    '/styles.css': buildStyles(),
  })
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  })
  const faults: string[] = []
  for (const variant of variants) faults.push(...(await takeVariant(browser, gallery.url, pictures, variant)))
  await browser.close()
  gallery.close()
  for (const fault of faults) console.error(fault)
  console.log(
    `${pictures.length * variants.length} pictures of ${pictures.length} faces, ${faults.length} faults`,
  )
  if (faults.length > 0 || pictures.length === 0) process.exitCode = 1
}

await main()
