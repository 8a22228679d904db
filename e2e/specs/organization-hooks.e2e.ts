/** The hooks about organizations in pages of apps, in React and in Vue, against the real server. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import type {} from '../pages/organization-hooks.ts'
import { newAddress, password } from '../support/browser.ts'
import { setBundledStage } from '../support/bundled-stage.ts'
import { signInByClient, waitForClient } from '../support/client-page.ts'
import { callBackend, createMember, type Member } from '../support/members.ts'

/** As the official SDK has them. */
const listKeys = [
  ...['count', 'data', 'error', 'fetchNext', 'fetchPage', 'fetchPrevious', 'hasNextPage', 'hasPreviousPage'],
  ...['isError', 'isFetching', 'isLoading', 'page', 'pageCount', 'revalidate', 'setData'],
]

const listNames = ['memberships', 'invitations', 'membershipRequests', 'domains'] as const
const userListNames = ['userMemberships', 'userInvitations', 'userSuggestions'] as const
type ListName = (typeof listNames)[number] | (typeof userListNames)[number]

/** What is to be seen of a list. */
const read = (page: Page, name: ListName) =>
  page.evaluate((wanted) => {
    const { organization, list } = globalThis.hooks
    const found = { ...organization, ...list }[wanted]
    if (!found?.data) return undefined
    const { data, count, page: at, pageCount, hasNextPage, hasPreviousPage, isFetching } = found
    return { length: data.length, count, at, pageCount, hasNextPage, hasPreviousPage, isFetching }
  }, name)

const call = (page: Page, name: ListName, verb: 'fetchNext' | 'fetchPrevious' | 'revalidate') =>
  page.evaluate(
    async ([wanted, what]) => {
      const { organization, list } = globalThis.hooks
      await { ...organization, ...list }[wanted]?.[what]?.()
    },
    [name, verb] as const,
  )

const expectList = (page: Page, name: ListName, what: object) =>
  expect.poll(() => read(page, name), { timeout: 10_000 }).toMatchObject({ ...what, isFetching: false })

describe.each([
  ['React', 'e2e/pages/organization-hooks-react.tsx'],
  ['Vue', 'e2e/pages/organization-hooks-vue.ts'],
])('the hooks about organizations in %s', (_framework, entry) => {
  const stage = setBundledStage({
    entry,
    settings: [
      'organizations.enabled=true',
      'organizations.domains.enabled=true',
      'organizations.domains.enrollment_modes=["automatic_suggestion"]',
      'organizations.max_allowed_memberships=20',
    ],
  })
  let ada: Member
  let organization: { id: string; name: string }
  let domain: string

  const ask = <Answer>(path: string, body: object) => callBackend<Answer>(stage.server, 'POST', path, body)
  const addMember = async () =>
    await ask(`/organizations/${organization.id}/memberships`, {
      ...{ user_id: (await createMember(stage.server)).id, role: 'org:member' },
    })

  async function open(page: Page, { emailAddress }: Pick<Member, 'emailAddress'>): Promise<void> {
    await page.goto(stage.app.url)
    await waitForClient(page)
    await signInByClient(page, emailAddress, password)
  }

  async function work(): Promise<Page> {
    const { page } = stage
    await open(page, ada)
    await page.evaluate((id) => keywright.setActive({ organization: id }), organization.id)
    await page.getByText(organization.name).waitFor()
    return page
  }

  beforeEach(async () => {
    ada = await createMember(stage.server, { firstName: 'Ada' })
    domain = `d${ada.id.slice(-10).toLowerCase()}.com`
    organization = await ask('/organizations', { name: `Team ${domain}`, created_by: ada.id })
    for (let count = 0; count < 4; count += 1) await addMember()
    for (let count = 0; count < 3; count += 1)
      await ask(`/organizations/${organization.id}/invitations`, {
        ...{ email_address: newAddress(), role: 'org:member', inviter_user_id: ada.id },
      })
    await ask(`/organizations/${organization.id}/domains`, {
      ...{ name: domain, enrollment_mode: 'automatic_suggestion', verified: true },
    })
  })

  it('say nothing before they know, and then as much as the official ones', async () => {
    const { page } = stage
    await page.goto(stage.app.url)
    await waitForClient(page)
    const before = await page.evaluate(() => {
      const { organization: one, list } = globalThis.hooks
      return [one.isLoaded, one.organization, one.memberships, list.isLoaded]
    })
    expect(before).toEqual([true, null, null, false])
    await work()
    const keys = await page.evaluate(() => {
      const { organization: one, list } = globalThis.hooks
      const keysOf = (value: object | null | undefined) => Object.keys(value ?? {}).toSorted()
      const lists = [one.memberships, one.invitations, one.membershipRequests, one.domains]
      const own = [list.userMemberships, list.userInvitations, list.userSuggestions]
      return { one: keysOf(one), list: keysOf(list), lists: [...lists, ...own].map(keysOf) }
    })
    expect(keys.one).toEqual(['isLoaded', 'membership', 'organization', ...listNames].toSorted())
    expect(keys.list).toEqual(['createOrganization', 'isLoaded', 'setActive', ...userListNames].toSorted())
    expect(keys.lists).toEqual(keys.lists.map(() => listKeys))
  })

  it('come page by page, one after the other or all that were read', async () => {
    const page = await work()
    const all = { count: 5, pageCount: 3, hasPreviousPage: false }
    await expectList(page, 'memberships', { ...all, length: 2, at: 1, hasNextPage: true })
    await call(page, 'memberships', 'fetchNext')
    await expectList(page, 'memberships', { ...all, length: 4, at: 2, hasPreviousPage: true })
    await call(page, 'memberships', 'fetchNext')
    await expectList(page, 'memberships', { length: 5, at: 3, hasNextPage: false })

    await expectList(page, 'invitations', { length: 2, count: 3, at: 1, pageCount: 2 })
    await call(page, 'invitations', 'fetchNext')
    await expectList(page, 'invitations', { length: 1, at: 2, hasNextPage: false, hasPreviousPage: true })
    await call(page, 'invitations', 'fetchPrevious')
    await expectList(page, 'invitations', { length: 2, at: 1 })
    await expectList(page, 'domains', { length: 1, count: 1, pageCount: 1 })
    await expectList(page, 'membershipRequests', { length: 0, count: 0 })
  })

  it('hear of what others did when they are told to, and of what this page did by themselves', async () => {
    const page = await work()
    await expectList(page, 'memberships', { count: 5 })
    await addMember()
    await call(page, 'memberships', 'revalidate')
    await expectList(page, 'memberships', { count: 6, pageCount: 3 })
    await page.evaluate(
      (emailAddress) => keywright.organization?.inviteMember({ emailAddress, role: 'org:member' }),
      newAddress(),
    )
    await expectList(page, 'invitations', { count: 4 })
    await page.evaluate(async () => {
      const [first] = globalThis.hooks.organization.invitations?.data ?? []
      await first?.revoke()
    })
    await expectList(page, 'invitations', { count: 3 })
    await page.evaluate(() =>
      globalThis.hooks.organization.invitations?.setData?.({ data: [], total_count: 0 }),
    )
    await expectList(page, 'invitations', { length: 0, count: 0 })
    await call(page, 'invitations', 'revalidate')
    await expectList(page, 'invitations', { length: 2, count: 3 })
  })

  it('show what somebody could join, and who asks to', async () => {
    const page = await work()
    await expectList(page, 'membershipRequests', { count: 0 })
    const { page: his } = await stage.open()
    const emailAddress = `linus@${domain}`
    await ask('/users', { email_address: [emailAddress], password })
    await open(his, { emailAddress })
    await expectList(his, 'userSuggestions', { length: 1, count: 1 })
    await expectList(his, 'userMemberships', { length: 0 })
    await his.evaluate(async () => {
      const [first] = globalThis.hooks.list.userSuggestions?.data ?? []
      await first?.accept()
    })
    const status = () => his.evaluate(() => globalThis.hooks.list.userSuggestions?.data?.[0]?.status)
    await expect.poll(status).toBe('accepted')

    await call(page, 'membershipRequests', 'revalidate')
    await expectList(page, 'membershipRequests', { length: 1, count: 1 })
    await page.evaluate(async () => {
      const [first] = globalThis.hooks.organization.membershipRequests?.data ?? []
      await first?.accept()
    })
    await expectList(page, 'membershipRequests', { count: 0 })
    await expectList(page, 'memberships', { count: 6 })
    await call(his, 'userMemberships', 'revalidate')
    await expectList(his, 'userMemberships', { length: 1 })

    await ask(`/organizations`, { name: 'Elsewhere', created_by: ada.id }).then((made) =>
      ask(`/organizations/${(made as { id: string }).id}/invitations`, {
        ...{ email_address: emailAddress, role: 'org:member' },
      }),
    )
    await call(his, 'userInvitations', 'revalidate')
    await expectList(his, 'userInvitations', { count: 1 })
    await his.evaluate(async () => {
      const [first] = globalThis.hooks.list.userInvitations?.data ?? []
      await first?.accept()
    })
    await expectList(his, 'userMemberships', { count: 2 })
  })
})
