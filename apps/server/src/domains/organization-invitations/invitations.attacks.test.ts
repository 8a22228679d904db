import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  createRole,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { newEmail } from '../../testing/factories/users.factory.ts'
import { mailsTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { type BrowserAnswer, browserOf, type TestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let organization: Organization
/** Looks after members, and nothing else. */
let manager: User
let browser: TestBrowser

beforeAll(async () => {
  app = await createTestApp()
  await createRole(app, 'org:hr', ['org:sys_memberships:read', 'org:sys_memberships:manage'])
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  ;({ organization } = await createOrganization(app))
  manager = await addMember(app, organization, { roles: ['org:hr'] })
  browser = await browserOf(app, manager)
})

const post = (path: string, form: Record<string, string> = {}) =>
  browser.post(`/v1/organizations/${organization.id}/invitations${path}`, form)

/** Asks while the manager is being removed: the call waits, and goes on without them. */
async function askLate(ask: () => Promise<BrowserAnswer>): Promise<BrowserAnswer> {
  const asked: Promise<BrowserAnswer>[] = []
  await app.db.transaction().execute(async (tx) => {
    const locked = await app.services.memberships.lockIn(tx, app.scope, organization.id)
    asked.push(ask())
    await new Promise((resolve) => setTimeout(resolve, 500))
    await app.services.memberships.removeIn(tx, app.scope, locked, manager.id)
  })
  const [answer] = await Promise.all(asked)
  if (!answer) throw new RangeError('nothing was asked')
  return answer
}

describe('a manager of members who is no administrator', () => {
  // The attack: invite a second address of one's own, as an administrator.
  it('invites nobody with more than they have themselves', async () => {
    const emailAddress = newEmail('accomplice')
    for (const path of ['', '/bulk']) {
      const answer = await post(path, { email_address: emailAddress, role: 'org:admin' })
      expect(fault(answer)).toEqual([403, 'missing_organization_permission'])
      expect(answer.body.errors[0].meta.permissions).toContain('org:sys_profile:delete')
    }
    expect(await mailsTo(app, emailAddress)).toEqual([])
    const statuses = []
    for (const role of ['org:member', 'org:hr'])
      statuses.push((await post('', { email_address: newEmail(), role })).status)
    expect(statuses).toEqual([200, 200])
  })

  // The attack: be removed, and let a second account in by a call that was under way.
  it('does nothing with a permission that ended while the call waited', async () => {
    const { id } = await invite(app, organization)
    const emailAddress = newEmail('late')
    const calls = [
      () => post('', { email_address: emailAddress, role: 'org:member' }),
      () => post(`/${id}/resend`),
      () => post(`/${id}/revoke`),
    ]
    for (const call of calls) {
      expect(fault(await askLate(call))).toEqual([404, 'resource_not_found'])
      await addMember(app, organization, { user: manager, roles: ['org:hr'] })
    }
    expect(await mailsTo(app, emailAddress)).toEqual([])
    const { invitation } = await app.services.invitations.get(app.scope, {
      organizationId: organization.id,
      id,
    })
    expect(invitation.status).toBe('pending')
  })
})
