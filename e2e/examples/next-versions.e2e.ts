/** Every shape that apps use on Next.js, old and new, in one app that is built and served by each major that we support. */
import { cp, rename } from 'node:fs/promises'
import { join } from 'node:path'
import {
  findFreePort,
  launchBrowser,
  type RunningKeywright,
  repositoryRoot,
  startKeywright,
} from '@keywright/test-kit'
import { pathTricks, sendRaw } from '@keywright/test-kit/attacks'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseEnv } from '../support/apps.ts'
import { newAddress, password } from '../support/browser.ts'
import { createOutsideApp, type OutsideApp, type RunningApp } from '../support/outside-app.ts'
import * as portal from '../support/portal.ts'
import { type PageFaults, watchPages } from '../support/watch-page.ts'

const majors = [
  { next: '16.4.6', middleware: 'proxy.ts', withoutAwait: 'auth_not_awaited' },
  { next: '15.5.29', middleware: 'middleware.ts', withoutAwait: 'read user_' },
]

describe.each(majors)('an app on Next.js $next', ({ next, middleware, withoutAwait }) => {
  const person = { emailAddress: newAddress(), password }
  let keywright: RunningKeywright
  let outside: OutsideApp
  let app: RunningApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let faults: PageFaults
  let built: string

  beforeAll(async () => {
    keywright = await startKeywright()
    outside = await createOutsideApp('next')
    await cp(join(repositoryRoot, 'e2e/apps/nextjs'), outside.folder, { recursive: true })
    await rename(join(outside.folder, 'proxy.ts'), join(outside.folder, middleware))
    await outside.install([`next@${next}`, ...others, '@keywright/nextjs'])
    const env = {
      ...parseEnv(await keywright.command('keys', '--env', 'keywright-next')),
      NEXT_PUBLIC_KEYWRIGHT_SIGN_IN_URL: '/sign-in',
      NEXT_PUBLIC_KEYWRIGHT_SIGN_UP_URL: '/sign-up',
      NEXT_TELEMETRY_DISABLED: '1',
    }
    built = await outside.run('next build', env)
    app = await outside.serve('next start', env, await findFreePort())
    browser = await launchBrowser()
    context = await browser.newContext()
    context.setDefaultTimeout(15_000)
    faults = watchPages(context)
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser?.close()
    await app?.stop()
    await outside?.remove()
    await keywright?.stop()
  })

  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(app.url + path, { headers, redirect: 'manual' })
  const read = async (path: string) =>
    page.evaluate(async (url) => (await fetch(url)).json() as Promise<Record<string, unknown>>, path)
  const textOf = (id: string) => page.locator(`[data-testid=${id}]`).textContent()

  it('keeps pages static that ask for nobody', () => {
    expect(built).toMatch(/○ \/static/)
    expect(built).toMatch(/ƒ \/members/)
  })

  it('draws the form into the first HTML, with its styles and the app’s colours', async () => {
    const html = await (await ask('/sign-in')).text()
    expect(html).toMatch(/<form class="kw-form".*name="identifier"/s)
    expect(html).toMatch(/<style[^>]*>@layer[^<]*\.kw-card/)
    expect(html).toContain('--kw-accent:rgb(200, 0, 100)')
    expect(html).toMatch(/data-theme="dark"/)
  })

  it('says nothing secret to browsers', async () => {
    const secrets = [keywright.secretKey, 'KEYWRIGHT_SECRET_KEY']
    const html = await (await ask('/sign-in')).text()
    for (const secret of secrets) expect(html).not.toContain(secret)
    const found = await outside.run(`grep -rlF -e '${keywright.secretKey}' .next/static || true`)
    expect(found).toBe('')
  })

  // The attack: paths that the guard and the router of Next.js may read in two ways.
  it('guards every spelling of a path', async () => {
    const port = Number(new URL(app.url).port)
    for (const trick of pathTricks)
      for (const headers of [
        { accept: '*/*' },
        { accept: 'text/html', cookie: '__clerk_redirect_count=3' },
      ]) {
        const answer = await sendRaw(port, trick, { headers: { ...headers, host: `localhost:${port}` } })
        expect([trick, answer.text.includes('the page says: secret')]).toEqual([trick, false])
        expect([trick, answer.status < 500]).toEqual([trick, true])
      }
    expect(await (await ask('/open/page')).text()).toContain('the page says: open')
  })

  // The attack: a browser writes what only the middleware may (CVE-2025-29927 among it).
  it('believes no header that only servers write', async () => {
    const name = middleware.replace('.ts', '')
    const forged = {
      'x-middleware-subrequest': Array(5).fill(name).join(':'),
      'x-keywright-auth': 'forged',
      'x-clerk-auth-status': 'signed-in',
      'x-clerk-auth-token': 'forged',
    }
    for (const path of ['/guarded/page', '/members', '/admin', '/api/me']) {
      const answer = await ask(path, forged)
      expect([path, answer.status]).toEqual([path, 404])
    }
    const unmatched = await ask('/unmatched', forged)
    expect([unmatched.status, (await unmatched.text()).includes('secret of')]).toEqual([500, false])
  })

  it('forwards the Frontend API', async () => {
    const answer = await ask('/__clerk/v1/environment')
    expect(await answer.json()).toHaveProperty('user_settings')
  })

  it('leads strangers to the sign-in, from there to the sign-up, and back', async () => {
    await page.goto(`${app.url}/members`)
    await page.waitForURL(/\/sign-in\?redirect_url=/)
    await page.getByRole('link', { name: 'Sign up' }).click()
    await page.waitForURL(/\/sign-up\?redirect_url=/)
    await portal.signUp(page, keywright.inbox, person)
    await page.waitForURL(`${app.url}/members`)
    expect(await textOf('email')).toBe(person.emailAddress)
    expect(await textOf('ids')).toMatch(/^user_\w+ no organization$/)
  })

  it('knows the member in handlers on both runtimes, in actions and in client components', async () => {
    expect(await read('/api/me')).toMatchObject({ email: person.emailAddress })
    expect(await read('/api/edge')).toMatchObject({ userId: expect.stringMatching(/^user_/), same: true })
    await page.goto(`${app.url}/action`)
    await page.getByRole('button', { name: 'Ask' }).click()
    await expect.poll(() => textOf('answer')).toMatch(/^user_/)
    expect(await textOf('client')).toBe(await textOf('answer'))
  })

  it('draws client components for the member, where pages are drawn for who asks', async () => {
    const first = await page.goto(`${app.url}/dynamic`)
    expect(await first?.text()).toMatch(/data-testid="client">user_/)
    const stranger = await (await ask('/dynamic')).text()
    expect(stranger).toContain('data-testid="client">nobody')
  })

  it('knows the member in the pages folder', async () => {
    expect(await read('/api/legacy')).toMatchObject({ userId: expect.stringMatching(/^user_/) })
    const first = await page.goto(`${app.url}/legacy`)
    expect(await first?.text()).toMatch(/Signed in.*data-testid="client">user_/s)
    expect(await textOf('email')).toBe(person.emailAddress)
    await page.getByRole('button', { name: /^Account of / }).waitFor()
  })

  it('reads `auth()` without `await` where that can be, and says so where not', async () => {
    await page.goto(`${app.url}/old`)
    expect(await textOf('old')).toContain(withoutAwait)
  })

  it('shows members without the role what is not there, whoever guards the page', async () => {
    for (const path of ['/admin', '/staff', '/staff/of/mine']) {
      const answer = await page.goto(app.url + path)
      expect([path, answer?.status()]).toEqual([path, 404])
      const text = await page.textContent('body')
      expect([path, text?.includes('no such page'), text?.includes('secret')]).toEqual([path, true, false])
    }
  })

  it('signs out, and in again, to the page that was asked for, without loading another', async () => {
    await page.goto(app.url)
    await page.evaluate(() => Object.assign(window, { isFirstPage: true }))
    await page.getByRole('button', { name: /^Account of / }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('Signed out').waitFor()
    await page.getByRole('link', { name: 'Members' }).click()
    await page.waitForURL(/\/sign-in/)
    await portal.signIn(page, person)
    await page.waitForURL(`${app.url}/members`)
    expect(await textOf('email')).toBe(person.emailAddress)
    expect(await page.evaluate(() => 'isFirstPage' in window)).toBe(true)
    expect(faults.strangers).toEqual([])
    expect(faults.errors.filter((error) => !error.includes('404'))).toEqual([])
  })
})

const others = [
  ...['react@19.3.1', 'react-dom@19.3.1', 'typescript@6.0.3'],
  ...['@types/node@24.19.2', '@types/react@19.3.0', '@types/react-dom@19.3.0'],
]
