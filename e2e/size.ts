/**
 * What the sign-in weighs: every piece as it is built, and what Chromium fetched from a running server until an address that
 * was typed can be sent, and until somebody was signed in. Run by `npm run size`; fails when a budget is exceeded.
 */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { ensureChromium } from '../tools/browsers.ts'
import { budgets, printRows, type Row } from '../tools/budgets.ts'
import { collectRows } from '../tools/check-sizes.ts'
import { password } from './support/browser.ts'
import { createMember } from './support/members.ts'
import { startScriptTagPage } from './support/script-tag-page.ts'
import { type Fetched, type Visit, visit } from './support/slow-phone.ts'

const { bytes: limits, requests: requestsMax } = budgets

/** A file of ours: none may be needed to send what was typed. */
const ownFile = /\/npm\//

/** Types an address and sends it, while nothing more can be fetched but the answer. */
async function fetchedUntilSent(browser: Browser, url: string): Promise<Fetched> {
  const { page, fetched, close } = await visit(browser, url, { isSlow: false })
  const soFar = { ...fetched, requests: [...fetched.requests] }
  await page.route(ownFile, (route) => route.abort())
  const sent = page.waitForRequest((request) => request.url().includes('/v1/client/sign_ins'))
  await sendAddress({ page }, 'nobody@example.com')
  await sent
  await close()
  return soFar
}

async function sendAddress({ page }: Pick<Visit, 'page'>, address: string): Promise<void> {
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

/** Signs somebody in by password, up to the page that knows them. */
async function fetchedUntilSignedIn(browser: Browser, url: string, address: string): Promise<Fetched> {
  const { page, fetched, close } = await visit(browser, url, { isSlow: false })
  await sendAddress({ page }, address)
  await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill(password)
  const signedIn = page.waitForFunction('globalThis.Keywright?.user')
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await signedIn
  const soFar = { ...fetched, requests: [...fetched.requests] }
  await close()
  return soFar
}

async function measureFetched(browser: Browser, keywright: RunningKeywright): Promise<Row[]> {
  const tag = await startScriptTagPage(keywright)
  // Where nobody is led away, what was fetched for the sign-in alone can be told.
  const portal = `${keywright.url}/sign-in?redirect_url=/health`
  const { emailAddress: address } = await createMember(keywright)
  const row = (name: string, value: number, limit: number, unit: Row['unit'] = 'KB') =>
    ({ name: `fetched: ${name}`, value, limit, unit }) satisfies Row
  try {
    const [first, firstByTag] = [
      await fetchedUntilSent(browser, portal),
      await fetchedUntilSent(browser, tag.url),
    ]
    const signedIn = await fetchedUntilSignedIn(browser, tag.url, address)
    for (const request of [...first.requests, ...firstByTag.requests]) console.log(`     ${request}`)
    return [
      row('portal, until an address can be sent', first.code, limits.signIn),
      row('portal, the whole page', first.total, limits.portalPage),
      row('portal, requests until an address can be sent', first.requests.length, requestsMax, 'requests'),
      row('script tag, until an address can be sent', firstByTag.code, limits.signIn),
      // Two pieces more: the later steps, and what a session needs.
      row('script tag, through a sign-in by password', signedIn.code, limits.signIn + 2 * limits.piece),
    ]
  } finally {
    await tag.stop()
  }
}

process.env.KEYWRIGHT_CHROMIUM = ensureChromium()
const rows = await collectRows()
const keywright = await startKeywright()
const browser = await launchBrowser()
try {
  rows.push(...(await measureFetched(browser, keywright)))
} finally {
  await browser.close()
  await keywright.stop()
}
if (!printRows(rows)) process.exitCode = 1
