/** Organizations with our own client, on pages of an app, against the real server: each tab in one of its own. */
import type { Keywright } from '@keywright/js'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { password } from '../support/browser.ts'
import {
  authenticateVisit,
  claimsOf,
  getToken,
  setClientStage,
  signInByClient,
  waitForClient,
} from '../support/client-page.ts'
import { callBackend, createMember, type Member } from '../support/members.ts'

declare const keywright: Keywright

const stage = setClientStage(['organizations.enabled=true'])
let ada: Member
let slugs: [string, string]

beforeEach(async () => {
  ada = await createMember(stage.server, { firstName: 'Ada' })
  slugs = [`acme-${ada.id.slice(-8).toLowerCase()}`, `globex-${ada.id.slice(-8).toLowerCase()}`]
})

const signIn = (page: Page, { emailAddress }: Pick<Member, 'emailAddress'> = ada): Promise<void> =>
  signInByClient(page, emailAddress, password)

/** Makes both organizations, without going there; the client hears of them by what comes along. */
const createBoth = (page: Page) =>
  page.evaluate(async (names) => {
    for (const slug of names) await keywright.createOrganization({ name: slug, slug })
  }, slugs)

const goTo = (page: Page, organization: string | null) =>
  page.evaluate((wanted) => keywright.setActive({ organization: wanted }), organization)
const slugIn = (page: Page) => page.evaluate(() => keywright.organization?.slug ?? null)
const tokenIn = async (page: Page, skipCache = false) => claimsOf(await getToken(page, skipCache))

async function inCookie(): Promise<string | undefined> {
  const found = (await stage.context.cookies(stage.app.url)).find(({ name }) => name === '__session')
  return claimsOf(found?.value).o?.slg
}

describe('organizations', () => {
  it('are made, gone to and left, and the app’s server is told at once', async () => {
    const page = await stage.openTab()
    await signIn(page)
    expect(await slugIn(page)).toBeNull()
    await createBoth(page)
    expect(await slugIn(page)).toBeNull()
    await goTo(page, slugs[0])
    expect([await slugIn(page), await inCookie()]).toEqual([slugs[0], slugs[0]])
    expect((await tokenIn(page)).o).toMatchObject({ slg: slugs[0], rol: 'admin' })
    const state = await authenticateVisit(stage)
    expect(state.toAuth()).toMatchObject({ orgSlug: slugs[0], orgRole: 'org:admin' })
    await goTo(page, null)
    expect([await slugIn(page), await inCookie()]).toEqual([null, undefined])
  })

  it('are each tab’s own, also when tokens are renewed and pages loaded anew', async () => {
    const one = await stage.openTab()
    await signIn(one)
    await createBoth(one)
    const two = await stage.openTab('/other')
    await goTo(one, slugs[0])
    await goTo(two, slugs[1])
    expect([await slugIn(one), await slugIn(two)]).toEqual(slugs)
    expect((await tokenIn(one, true)).o.slg).toBe(slugs[0])
    expect((await tokenIn(two, true)).o.slg).toBe(slugs[1])

    await one.bringToFront()
    await one.evaluate(() => dispatchEvent(new Event('focus')))
    expect(await inCookie()).toBe(slugs[0])
    await two.reload()
    await waitForClient(two)
    expect(await slugIn(two)).toBe(slugs[1])
    expect((await tokenIn(two)).o.slg).toBe(slugs[1])

    // A page that the app's server draws for an organization begins there.
    await one.bringToFront()
    await one.evaluate(() => dispatchEvent(new Event('focus')))
    await one.goto(`${stage.app.url}/next`)
    await waitForClient(one)
    expect(await slugIn(one)).toBe(slugs[0])
  })

  it('that were lost lead back to the personal account', async () => {
    const page = await stage.openTab()
    await signIn(page)
    await createBoth(page)
    await goTo(page, slugs[0])
    const { o, sub } = await tokenIn(page)
    await callBackend(stage.server, 'POST', `/organizations/${o.id}/memberships`, {
      ...{ user_id: (await createMember(stage.server)).id, role: 'org:admin' },
    })
    await fetch(`${stage.server.apiUrl}/v1/organizations/${o.id}/memberships/${sub}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${stage.server.secretKey}` },
    })
    expect((await tokenIn(page, true)).o).toBeUndefined()
    expect([await slugIn(page), await inCookie()]).toEqual([null, undefined])
    expect(await page.evaluate(() => keywright.user?.organizationMemberships.length)).toBe(1)
  })

  it('let their members do what their role says, and no more', async () => {
    const page = await stage.openTab()
    await signIn(page)
    await createBoth(page)
    await goTo(page, slugs[0])
    const bob = await createMember(stage.server, { firstName: 'Bob' })
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

    const { page: other } = await stage.open()
    await other.goto(stage.app.url)
    await waitForClient(other)
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
  })
})
