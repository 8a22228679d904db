/** The server's own pages, as a person meets them: nothing overflows, axe finds nothing, nothing is fetched from elsewhere. */
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import axe from 'axe-core'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let keywright: RunningKeywright
let browser: Browser

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
  await fetch(`${keywright.apiUrl}/v1/users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keywright.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email_address: ['ada@example.com'], skip_password_requirement: true }),
  })
})

afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})

/** Where the provider that is played in development asks who comes. */
const chooser = `/dev/oauth/google/authorize?${new URLSearchParams({
  client_id: 'development',
  redirect_uri: 'http://localhost/v1/oauth_callback',
  response_type: 'code',
  scope: 'openid',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
})}`

const pages = ['/', '/dev/inbox', '/sign-in', '/sign-up', chooser]
const widths = [390, 1280]
const schemes = ['light', 'dark'] as const
const cases = pages.flatMap((path) =>
  widths.flatMap((width) => schemes.map((scheme) => ({ path, width, scheme }))),
)

describe('our own pages', () => {
  it.each(cases)('$path is sound at $width pixels, $scheme', async ({ path, width, scheme }) => {
    // The page's own policy forbids foreign scripts; the checker is one.
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme: scheme,
      bypassCSP: true,
    })
    const page = await context.newPage()
    const foreign: string[] = []
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== 'localhost') foreign.push(request.url())
    })
    await page.goto(`${keywright.url}${path}`)
    await page.waitForSelector('h1')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await page.addScriptTag({ content: axe.source })
    const violations = await page.evaluate(async () => {
      const checker = (
        window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
      ).axe
      return (await checker.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    })
    await context.close()
    expect({ overflow: Math.max(0, overflow), violations, foreign }).toEqual({
      overflow: 0,
      violations: [],
      foreign: [],
    })
  })
})
