/** What happens to sessions and organizations, and what the log says of it: by the names of Clerk's webhooks of 2025-04-15. */
import { WebhookEventType } from '@keywright/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDomain, enableDomains } from '../../testing/factories/organization-domains.factory.ts'
import { addMember, createOrganization, invite } from '../../testing/factories/organizations.factory.ts'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { Session } from '../sessions/index.ts'
import type { User } from '../users/index.ts'

const known: string[] = WebhookEventType.options.filter((type) => !type.startsWith('user.'))

let app: TestApp
let browser: TestBrowser
let admin: User
let session: Session
let organization: Organization
let place: string

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableDomains(app)
  ;({ organization, admin } = await createOrganization(app))
  place = `/v1/organizations/${organization.id}`
  browser = createTestBrowser(app)
  session = await browser.signIn(admin)
})

async function server(method: string, path: string, body?: unknown) {
  const answer = await app.backend(method, path, body)
  const parsed = JSON.parse(await answer.text())
  expect([path, answer.status, parsed.errors]).toEqual([path, 200, undefined])
  return parsed
}
async function member(method: 'PATCH' | 'DELETE' | 'POST', path: string, form: Record<string, string> = {}) {
  const { status, body } =
    method === 'POST' ? await browser.post(path, form) : await browser.tunnel(method, path, form)
  expect([path, status, body.errors]).toEqual([path, 200, undefined])
  return body.response
}

/** What was written since of sessions and organizations. */
async function readTypes(since: number): Promise<string[]> {
  const rows = await app.db
    .selectFrom('events')
    .select('type')
    .where('position', '>', since)
    .orderBy('position')
    .execute()
  return rows.map(({ type }) => type).filter((type) => known.includes(type))
}
async function readEnd(): Promise<number> {
  const { position } = await app.db
    .selectFrom('events')
    .select('position')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return position
}

interface Cause {
  cause: string
  /** What has to be there first. Its answer is what happens to it. */
  arrange?: () => Promise<unknown>
  act(arranged: never): Promise<unknown>
  events: string[]
}

const newMember = () => addMember(app, organization)
const newRole = () =>
  server('post', '/v1/organization_roles', {
    name: 'Miller',
    key: `org:miller_${crypto.randomUUID().slice(0, 6)}`,
  })
const newPermission = () => {
  const key = `org:mill:${crypto.randomUUID().slice(0, 6)}`
  return server('post', '/v1/organization_permissions', { name: 'Grind', key, description: '' })
}
async function withInvitee() {
  const emailAddress = newEmail('invited')
  const visitor = createTestBrowser(app)
  await visitor.signIn(await createUser(app, { emailAddress }))
  return { visitor, emailAddress, invitation: await invite(app, organization, { emailAddress }) }
}
type Invitee = Awaited<ReturnType<typeof withInvitee>>

const causes: readonly Cause[] = [
  {
    cause: 'a server signs somebody in',
    act: () => server('post', '/v1/sessions', { user_id: admin.id }),
    events: ['session.created'],
  },
  {
    cause: 'somebody signs in who has to choose an organization',
    arrange: () => enableDomains(app, {}, { force_organization_selection: true }),
    act: async () => server('post', '/v1/sessions', { user_id: (await createUser(app)).id }),
    events: ['session.created', 'session.pending'],
  },
  {
    cause: 'somebody signs in who has one organization to choose from',
    arrange: () => enableDomains(app, {}, { force_organization_selection: true }),
    act: () => server('post', '/v1/sessions', { user_id: admin.id }),
    events: ['session.created'],
  },
  {
    cause: 'somebody signs out',
    act: () => member('POST', `/v1/client/sessions/${session.id}/end`),
    events: ['session.ended'],
  },
  {
    cause: 'somebody signs out and takes the account off the device',
    act: () => member('POST', `/v1/client/sessions/${session.id}/remove`),
    events: ['session.removed'],
  },
  {
    cause: 'a server ends a session',
    act: () => server('post', `/v1/sessions/${session.id}/revoke`),
    events: ['session.revoked'],
  },
  {
    cause: 'a user makes an organization',
    act: () => member('POST', '/v1/organizations', { name: 'Mill' }),
    events: ['organization.created', 'organizationMembership.created'],
  },
  {
    cause: 'a server makes one for nobody',
    act: () => server('post', '/v1/organizations', { name: 'Mill' }),
    events: ['organization.created'],
  },
  {
    cause: 'it is renamed',
    act: () => member('PATCH', place, { name: 'Mill' }),
    events: ['organization.updated'],
  },
  {
    cause: 'its metadata is merged',
    act: () => server('patch', `${place}/metadata`, { public_metadata: { a: 1 } }),
    events: ['organization.updated'],
  },
  {
    cause: 'its metadata is replaced',
    act: () => server('put', `${place}/metadata`, { private_metadata: { a: 1 } }),
    events: ['organization.updated'],
  },
  {
    cause: 'it is deleted',
    act: () => member('DELETE', place),
    events: ['organization.deleted'],
  },
  {
    cause: 'a member is added',
    act: async () =>
      server('post', `${place}/memberships`, { user_id: (await createUser(app)).id, role: 'org:member' }),
    events: ['organizationMembership.created'],
  },
  {
    cause: 'a member gets another role',
    arrange: newMember,
    act: (user: User) => member('PATCH', `${place}/memberships/${user.id}`, { role: 'org:admin' }),
    events: ['organizationMembership.updated'],
  },
  {
    cause: 'a member’s metadata changes',
    act: () => server('patch', `${place}/memberships/${admin.id}/metadata`, { public_metadata: { a: 1 } }),
    events: ['organizationMembership.updated'],
  },
  {
    cause: 'a member is removed',
    arrange: newMember,
    act: (user: User) => member('DELETE', `${place}/memberships/${user.id}`),
    events: ['organizationMembership.deleted'],
  },
  {
    cause: 'a member leaves',
    arrange: () =>
      createOrganization(app).then((made) =>
        addMember(app, made.organization, { user: admin }).then(() => made),
      ),
    act: (made: { organization: Organization }) =>
      member('DELETE', `/v1/me/organization_memberships/${made.organization.id}`),
    events: ['organizationMembership.deleted'],
  },
  {
    cause: 'somebody is invited',
    act: () => member('POST', `${place}/invitations`, { email_address: newEmail('a'), role: 'org:member' }),
    events: ['organizationInvitation.created'],
  },
  {
    cause: 'two are invited at once',
    act: () =>
      server('post', `${place}/invitations/bulk`, [
        { email_address: newEmail('a'), role: 'org:member' },
        { email_address: newEmail('b'), role: 'org:member' },
      ]),
    events: ['organizationInvitation.created', 'organizationInvitation.created'],
  },
  {
    cause: 'an invitation is accepted',
    arrange: withInvitee,
    act: ({ visitor, invitation }: Invitee) =>
      visitor.post(`/v1/me/organization_invitations/${invitation.id}/accept`),
    events: ['organizationMembership.created', 'organizationInvitation.accepted'],
  },
  {
    cause: 'an invitation is taken back',
    arrange: () => invite(app, organization),
    act: ({ id }: { id: string }) => member('POST', `${place}/invitations/${id}/revoke`),
    events: ['organizationInvitation.revoked'],
  },
  {
    cause: 'a domain is added',
    act: () => member('POST', `${place}/domains`, { name: `${crypto.randomUUID()}.example.org` }),
    events: ['organizationDomain.created'],
  },
  {
    cause: 'a domain asks its people in another way',
    arrange: () => createDomain(app, organization),
    act: ({ id }: { id: string }) =>
      member('POST', `${place}/domains/${id}/update_enrollment_mode`, {
        enrollment_mode: 'automatic_suggestion',
      }),
    events: ['organizationDomain.updated'],
  },
  {
    cause: 'a domain is removed',
    arrange: () => createDomain(app, organization),
    act: ({ id }: { id: string }) => member('DELETE', `${place}/domains/${id}`),
    events: ['organizationDomain.deleted'],
  },
  { cause: 'a role is made', act: newRole, events: ['role.created'] },
  {
    cause: 'a role is renamed',
    arrange: newRole,
    act: ({ id }: { id: string }) => server('patch', `/v1/organization_roles/${id}`, { name: 'Baker' }),
    events: ['role.updated'],
  },
  {
    cause: 'a role may do more',
    arrange: async () => [await newRole(), await newPermission()],
    act: ([role, permission]: { id: string }[]) =>
      server('post', `/v1/organization_roles/${role?.id}/permissions/${permission?.id}`),
    events: ['role.updated'],
  },
  {
    cause: 'a role is deleted',
    arrange: newRole,
    act: ({ id }: { id: string }) => server('delete', `/v1/organization_roles/${id}`),
    events: ['role.deleted'],
  },
  { cause: 'a permission is made', act: newPermission, events: ['permission.created'] },
  {
    cause: 'a permission is renamed',
    arrange: newPermission,
    act: ({ id }: { id: string }) => server('patch', `/v1/organization_permissions/${id}`, { name: 'Bake' }),
    events: ['permission.updated'],
  },
  {
    cause: 'a permission is deleted',
    arrange: newPermission,
    act: ({ id }: { id: string }) => server('delete', `/v1/organization_permissions/${id}`),
    events: ['permission.deleted'],
  },
]

describe('what happens is in the log', () => {
  it.each(causes)('$cause', async ({ arrange, act, events }) => {
    const arranged = await arrange?.()
    const since = await readEnd()
    await act(arranged as never)
    expect(await readTypes(since)).toEqual(events)
  })

  it('leaves out none of the events that there are of sessions and organizations', () => {
    expect([...new Set(causes.flatMap(({ events }) => events))].toSorted()).toEqual(known.toSorted())
  })
})
