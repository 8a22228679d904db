import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { type BrowserAnswer, browserOf, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'
import type { Organization } from './index.ts'

let app: TestApp
let organization: Organization
let admin: User
/** Looks after members, and nothing else. */
let manager: User
let browser: TestBrowser

beforeAll(async () => {
  app = await createTestApp()
  await createRole(app, 'org:hr', ['org:sys_memberships:read', 'org:sys_memberships:manage'])
  await createRole(app, 'org:billing', ['org:sys_billing:manage'])
  await createRole(app, 'org:editor', ['org:posts:write'])
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  ;({ organization, admin } = await createOrganization(app))
  manager = await addMember(app, organization, { roles: ['org:hr'] })
  browser = await browserOf(app, manager)
})

const members = () => `/v1/organizations/${organization.id}/memberships`
const change = (user: User, form: Record<string, string>, by = browser) =>
  by.tunnel('PATCH', `${members()}/${user.id}`, form)
const remove = (user: User, by = browser) => by.tunnel('DELETE', `${members()}/${user.id}`)
const add = (user: User, form: Record<string, string>, by = browser) =>
  by.post(members(), { user_id: user.id, ...form })
const rolesOf = async ({ id: userId }: User) => {
  const name = { organizationId: organization.id, userId }
  const { roleIds } = (await app.services.memberships.find(app.instance, name)) ?? { roleIds: [] }
  const { roles } = await app.services.catalogues.get(app.instance)
  return roleIds.map((id) => roles.get(id)?.key)
}
const refused = [403, 'missing_organization_permission']

describe('a manager of members who is no administrator', () => {
  // The attack: whoever may give roles gives themselves all there are.
  it.each(['org:admin', 'org:billing', 'org:editor'])('gives nobody %s, themselves least', async (role) => {
    const member = await addMember(app, organization)
    const answers = [
      await change(manager, { role }),
      await change(member, { role }),
      await add(await createUser(app), { role }),
    ]
    expect(answers.map(fault)).toEqual([refused, refused, refused])
    expect([await rolesOf(manager), await rolesOf(member)]).toEqual([['org:hr'], ['org:member']])
  })

  // The attack: what may not be given is accepted from oneself, at a second address.
  it('invites nobody with more', async () => {
    const invitations = `/v1/organizations/${organization.id}/invitations`
    const form = { email_address: newEmail('accomplice') }
    const answers = [
      await browser.post(invitations, { ...form, role: 'org:admin' }),
      await browser.post(`${invitations}/bulk`, { ...form, role: 'org:editor' }),
      await browser.post(invitations, { ...form, role: 'org:member' }),
    ]
    expect(answers.map(fault)).toEqual([refused, refused, [200, undefined]])
  })

  it('says what is missing', async () => {
    const { body } = await change(manager, { role: 'org:editor' })
    expect(body.errors[0].meta).toEqual({ permissions: ['org:posts:write'] })
  })

  // The attack: take those away who could take the role of the attacker away.
  it.each([
    ['removes', (user: User) => remove(user)],
    ['demotes', (user: User) => change(user, { role: 'org:member' })],
  ])('%s nobody who has more to say in the organization', async (_name, act) => {
    const second = await addMember(app, organization, { roles: ['org:admin'] })
    const treasurer = await addMember(app, organization, { roles: ['org:billing'] })
    expect([fault(await act(second)), fault(await act(treasurer))]).toEqual([refused, refused])
  })

  it('manages everybody else: with their own roles, the default one, and less', async () => {
    const member = await addMember(app, organization)
    const editor = await addMember(app, organization, { roles: ['org:editor', 'org:member'] })
    const answers = [
      await add(await createUser(app), { role: 'org:member' }),
      await change(member, { role: 'org:hr' }),
      await change(editor, { role: 'org:editor' }),
      await remove(editor),
      await change(manager, { role: 'org:member' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  })

  it('is not asked of an administrator, whatever the role', async () => {
    const by = await browserOf(app, admin)
    const answers = [
      await change(manager, { role: 'org:editor' }, by),
      await change(manager, { role: 'org:admin' }, by),
      await remove(manager, by),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  // The attack: be removed, and have a second account let in by a call that was under way.
  it('does nothing with a permission that ended while the call waited', async () => {
    const accomplice = await createUser(app)
    let late: Promise<BrowserAnswer> | undefined
    await app.db.transaction().execute(async (tx) => {
      const locked = await app.services.memberships.lockIn(tx, app.scope, organization.id)
      late = add(accomplice, { role: 'org:hr' })
      await new Promise((resolve) => setTimeout(resolve, 500))
      await app.services.memberships.removeIn(tx, app.scope, locked, manager.id)
    })
    expect(late && fault(await late)).toEqual([404, 'resource_not_found'])
    expect(await rolesOf(accomplice)).toEqual([])
  })
})

describe('an administrator who is removed while their call waits', () => {
  // The attack: what was asked for before one was put out is done after it, and takes the organization with it.
  it.each([
    ['renames nothing', () => ({ method: 'PATCH' as const, path: '', form: { name: 'Mine' } })],
    ['takes no logo away', () => ({ method: 'DELETE' as const, path: '/logo', form: {} })],
    ['deletes nothing', () => ({ method: 'DELETE' as const, path: '', form: {} })],
  ] as const)('%s', async (_name, call) => {
    const late = await addMember(app, organization, { roles: ['org:admin'] })
    const by = await browserOf(app, late)
    const { method, path, form } = call()
    let asked: Promise<BrowserAnswer> | undefined
    await app.db.transaction().execute(async (tx) => {
      const locked = await app.services.memberships.lockIn(tx, app.scope, organization.id)
      asked = by.tunnel(method, `/v1/organizations/${organization.id}${path}`, { ...form })
      await new Promise((resolve) => setTimeout(resolve, 500))
      await app.services.memberships.removeIn(tx, app.scope, locked, late.id)
    })
    expect(asked && fault(await asked)).toEqual([404, 'resource_not_found'])
    expect((await app.services.organizations.get(app.scope, organization.id)).name).toBe(organization.name)
  })
})

describe('the search of members', () => {
  // The attack: ask for letter after letter of what members do not show each other.
  it('finds by what members see of each other, and by nothing else', async () => {
    const [shown, second] = [newEmail('shown'), newEmail('second')]
    const user = await createUser(app, {
      profile: {
        firstName: 'Grace',
        username: `g${crypto.randomUUID().slice(0, 8)}`,
        externalId: 'crm_4711',
      },
      emails: [
        { emailAddress: shown, verifiedBy: 'admin' },
        { emailAddress: second, verifiedBy: 'admin' },
      ],
    })
    await addMember(app, organization, { user })
    const find = async (query: string) => {
      const { body } = await browser.get(`${members()}?paginated=true&query=${encodeURIComponent(query)}`)
      return body.response.total_count
    }
    const seen = [shown, 'grace', user.username ?? '', user.id]
    expect(await Promise.all(seen.map(find))).toEqual([1, 1, 1, 1])
    expect(await Promise.all([second, second.slice(0, 12), 'crm_4711'].map(find))).toEqual([0, 0, 0])
  })
})

describe('a user who is being deleted', () => {
  it('is not found by whoever adds them meanwhile', async () => {
    const user = await createUser(app)
    const by = await browserOf(app, admin)
    let late: Promise<BrowserAnswer> | undefined
    await app.db.transaction().execute(async (tx) => {
      await tx.selectFrom('users').select('id').where('id', '=', user.id).forUpdate().execute()
      late = add(user, { role: 'org:member' }, by)
      await new Promise((resolve) => setTimeout(resolve, 500))
      await tx.deleteFrom('users').where('id', '=', user.id).execute()
    })
    expect(late && fault(await late)).toEqual([404, 'resource_not_found'])
  })
})
