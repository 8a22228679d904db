/** Organizations with our own client, on pages of an app, against the real server: each tab in one of its own. */
import { createClerkClient } from '@clerk/backend'
import type { Keywright } from '@keywright/js'
import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { password } from '../support/browser.ts'
import { startBundledPage } from '../support/bundled-page.ts'
import { callBackend, createMember, type Member } from '../support/members.ts'
import type { PageServer } from '../support/page-server.ts'
import { type PageFaults, watchPages } from '../support/watch-page.ts'

declare const keywright: Keywright

let server: RunningKeywright
let app: PageServer
let browser: Browser
let context: BrowserContext
let faults: PageFaults
let ada: Member
let slugs: [string, string]

beforeAll(async () => {
  server = await startKeywright()
  await server.command('config', 'set', 'organizations.enabled=true')
  const { publishableKey, url } = server
  app = await startBundledPage({ entry: 'e2e/pages/keywright-js.ts', config: { publishableKey, url } })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.stop()
  await server?.stop()
})
beforeEach(async () => {
  context = await browser.newContext()
  faults = watchPages(context)
  ada = await createMember(server, { firstName: 'Ada' })
  slugs = [`acme-${ada.id.slice(-8).toLowerCase()}`, `globex-${ada.id.slice(-8).toLowerCase()}`]
})
afterEach(async () => {
  expect(faults).toEqual({ errors: [], strangers: [] })
  await context.close()
})

async function open(path = '/'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(app.url + path)
  await page.waitForFunction(() => keywright.status === 'ready')
  return page
}

async function signIn(page: Page, { emailAddress }: Pick<Member, 'emailAddress'> = ada): Promise<void> {
  await page.evaluate(
    async (params) => {
      const { createdSessionId } = await keywright.signIn.create(params)
      await keywright.setActive({ session: createdSessionId })
    },
    { identifier: emailAddress, password },
  )
}

/** Makes both organizations, without going there; the client hears of them by what comes along. */
const createBoth = (page: Page) =>
  page.evaluate(async (names) => {
    for (const slug of names) await keywright.createOrganization({ name: slug, slug })
  }, slugs)

const goTo = (page: Page, organization: string | null) =>
  page.evaluate((wanted) => keywright.setActive({ organization: wanted }), organization)
const slugIn = (page: Page) => page.evaluate(() => keywright.organization?.slug ?? null)
const claimsOf = (jwt: string | null | undefined) =>
  JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString() || '{}')
const tokenIn = async (page: Page, skipCache = false) =>
  claimsOf(await page.evaluate((fresh) => keywright.getToken({ skipCache: fresh }), skipCache))

async function inCookie(): Promise<string | undefined> {
  const found = (await context.cookies(app.url)).find(({ name }) => name === '__session')
  return claimsOf(found?.value).o?.slg
}

describe('organizations', () => {
  it('are made, gone to and left, and the app’s server is told at once', async () => {
    const page = await open()
    await signIn(page)
    expect(await slugIn(page)).toBeNull()
    await createBoth(page)
    expect(await slugIn(page)).toBeNull()
    await goTo(page, slugs[0])
    expect([await slugIn(page), await inCookie()]).toEqual([slugs[0], slugs[0]])
    expect((await tokenIn(page)).o).toMatchObject({ slg: slugs[0], rol: 'admin' })
    const cookies = await context.cookies(app.url)
    const { publishableKey, secretKey, apiUrl } = server
    const request = new Request(app.url, {
      headers: {
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
        accept: 'text/html',
        'sec-fetch-dest': 'document',
      },
    })
    const state = await createClerkClient({ publishableKey, secretKey, apiUrl }).authenticateRequest(request)
    expect(state.toAuth()).toMatchObject({ orgSlug: slugs[0], orgRole: 'org:admin' })
    await goTo(page, null)
    expect([await slugIn(page), await inCookie()]).toEqual([null, undefined])
  })

  it('are each tab’s own, also when tokens are renewed and pages loaded anew', async () => {
    const one = await open()
    await signIn(one)
    await createBoth(one)
    const two = await open('/other')
    await goTo(one, slugs[0])
    await goTo(two, slugs[1])
    expect([await slugIn(one), await slugIn(two)]).toEqual(slugs)
    expect((await tokenIn(one, true)).o.slg).toBe(slugs[0])
    expect((await tokenIn(two, true)).o.slg).toBe(slugs[1])

    await one.bringToFront()
    await one.evaluate(() => dispatchEvent(new Event('focus')))
    expect(await inCookie()).toBe(slugs[0])
    await two.reload()
    await two.waitForFunction(() => keywright.status === 'ready')
    expect(await slugIn(two)).toBe(slugs[1])
    expect((await tokenIn(two)).o.slg).toBe(slugs[1])

    // A page that the app's server draws for an organization begins there.
    await one.bringToFront()
    await one.evaluate(() => dispatchEvent(new Event('focus')))
    await one.goto(`${app.url}/next`)
    await one.waitForFunction(() => keywright.status === 'ready')
    expect(await slugIn(one)).toBe(slugs[0])
  })

  it('that were lost lead back to the personal account', async () => {
    const page = await open()
    await signIn(page)
    await createBoth(page)
    await goTo(page, slugs[0])
    const { o, sub } = await tokenIn(page)
    await callBackend(server, 'POST', `/organizations/${o.id}/memberships`, {
      ...{ user_id: (await createMember(server)).id, role: 'org:admin' },
    })
    await fetch(`${server.apiUrl}/v1/organizations/${o.id}/memberships/${sub}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${server.secretKey}` },
    })
    expect((await tokenIn(page, true)).o).toBeUndefined()
    expect([await slugIn(page), await inCookie()]).toEqual([null, undefined])
    expect(await page.evaluate(() => keywright.user?.organizationMemberships.length)).toBe(1)
  })

  it('let their members do what their role says, and no more', async () => {
    const page = await open()
    await signIn(page)
    await createBoth(page)
    await goTo(page, slugs[0])
    const bob = await createMember(server, { firstName: 'Bob' })
    const seen = await page.evaluate(async (userId) => {
      const { organization, session } = keywright
      await organization?.addMember({ userId, role: 'org:member' })
      await organization?.update({ name: 'Renamed' })
      const members = await organization?.getMemberships({ query: 'Bob' })
      return {
        name: keywright.organization?.name,
        members: members?.data.map(({ publicUserData, role }) => [publicUserData.firstName, role]),
        mayManage: session?.checkAuthorization({ permission: 'org:sys_memberships:manage' }),
      }
    }, bob.id)
    expect(seen).toEqual({
      ...{ name: 'Renamed', members: [['Bob', 'org:member']], mayManage: true },
    })

    const theirs = await browser.newContext()
    const other = await theirs.newPage()
    await other.goto(app.url)
    await other.waitForFunction(() => keywright.status === 'ready')
    await signIn(other, bob)
    await goTo(other, slugs[0])
    const refused = await other.evaluate(async () => {
      const { organization, session, user } = keywright
      const code = await organization?.update({ name: 'Mine' }).catch((error) => error.code)
      const isMember = session?.checkAuthorization({ role: 'basic_member' })
      await user?.leaveOrganization(organization?.id ?? '')
      return [code, isMember, keywright.organization]
    })
    expect(refused).toEqual(['missing_organization_permission', true, null])
    await theirs.close()
  })
})
