import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultWithParam } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let organization: Organization
let member: User
beforeAll(async () => {
  app = await createTestApp()
  await enableOrganizations(app)
  const { permissions, roles } = app.services.organizationRoles
  const { id } = await permissions.create(app.scope, {
    key: 'org:invoices:create',
    name: 'Create',
    description: '',
  })
  await roles.create(app.scope, {
    ...{ key: 'org:clerk', name: 'Clerk', description: null },
    ...{ permissionIds: [id], joinsInitialRoleSet: true },
  })
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableOrganizations(app)
  organization = (await createOrganization(app)).organization
  member = await addMember(app, organization, { roles: ['org:member'] })
})

const explain = (body: object, key?: string) => app.call('post', '/v1/authz/explain', body, key)
const ofMember = (question: object) =>
  explain({ user_id: member.id, organization_id: organization.id, ...question })
async function signIn() {
  const browser = createTestBrowser(app)
  const session = await browser.signIn(member)
  await browser.post(`/v1/client/sessions/${session.id}/touch`, { active_organization_id: organization.id })
  const { body } = await browser.post(`/v1/client/sessions/${session.id}/tokens`)
  return { browser, session, token: body.jwt as string }
}
const verdict = ({ allowed, decided_by }: { allowed: boolean; decided_by: string }) => [allowed, decided_by]

describe('by user and organization', () => {
  it('understands roles by their names of old, as `has` does', async () => {
    const asked = ['basic_member', 'member', 'org:member', 'admin', 'org:admin']
    const answers = await Promise.all(asked.map((role) => ofMember({ role })))
    expect(answers.map(({ body }) => body.allowed)).toEqual([true, true, true, false, false])
  })

  it('names the roles of the member, and those that grant what they lack', async () => {
    const { status, body } = await ofMember({ permission: 'org:invoices:create' })
    expect(status).toBe(200)
    const check = {
      ...{ subject: 'permission', allowed: false, code: 'permission_missing' },
      message:
        'The role "org:member" does not grant "org:invoices:create". It is granted by the role "org:clerk".',
      details: {
        ...{ asked: 'org:invoices:create', roles: ['org:member'], source: 'membership' },
        permissions: ['org:sys_billing:read', 'org:sys_memberships:read'],
        granted_by: ['org:clerk'],
      },
    }
    expect(body).toEqual({
      object: 'authorization_explanation',
      allowed: false,
      decided_by: 'permission_missing',
      message: check.message,
      checks: [check],
      user_id: member.id,
      organization_id: organization.id,
      session_id: null,
      source: 'database',
      present: null,
    })
  })

  it('names the role that grants it, of several', async () => {
    const name = { organizationId: organization.id, userId: member.id }
    await app.services.memberships.changeRoles(app.scope, name, ['org:member', 'org:clerk'])
    const { body } = await ofMember({ permission: 'invoices:create', role: 'clerk' })
    expect(verdict(body)).toEqual([true, 'permission_held'])
    expect(body.checks.map(({ message }: { message: string }) => message)).toEqual([
      'The member has the role "clerk".',
      '"invoices:create" is granted by the role "org:clerk".',
    ])
  })

  it('says what stands in the way before any role counts', async () => {
    const stranger = await createUser(app)
    const asked = { organization_id: organization.id, role: 'org:admin' }
    expect(verdict((await explain({ user_id: stranger.id, ...asked })).body)).toEqual([false, 'not_a_member'])
    expect(verdict((await explain({ user_id: stranger.id, role: 'org:admin' })).body)).toEqual([
      false,
      'no_organization',
    ])
    await app.services.users.ban(app.scope, member.id)
    expect(verdict((await ofMember({ role: 'org:member' })).body)).toEqual([false, 'user_banned'])
    await enableOrganizations(app, { enabled: false })
    expect(verdict((await explain({ user_id: stranger.id, ...asked })).body)).toEqual([
      false,
      'organizations_disabled',
    ])
  })

  it('knows only what is there, and what can be known', async () => {
    expect(faultWithParam(await explain({ user_id: 'user_none', role: 'org:admin' }))[1]).toBe(
      'resource_not_found',
    )
    const unknown = await explain({ user_id: member.id, organization_id: 'org_none', role: 'org:admin' })
    expect(faultWithParam(unknown)[1]).toBe('resource_not_found')
    expect(faultWithParam(await ofMember({ reverification: 'strict' }))).toEqual([
      422,
      'form_conditional_param_missing',
      'session_token',
    ])
    expect(faultWithParam(await ofMember({}))).toEqual([422, 'form_conditional_param_missing', 'permission'])
    expect(faultWithParam(await explain({ role: 'org:admin' }))[2]).toBe('session_token')
    expect(faultWithParam(await ofMember({ role: 'org:admin', session_token: 'a.b.c' }))).toEqual([
      422,
      'form_conditional_param_disallowed',
      'user_id',
    ])
  })
})

describe('by a session token', () => {
  it('says what the token says, and what holds now', async () => {
    const { token, session } = await signIn()
    const { body } = await explain({ session_token: token, permission: 'org:sys_memberships:read' })
    expect(body).toMatchObject({
      ...{ user_id: member.id, organization_id: organization.id, session_id: session.id, source: 'token' },
      ...{ allowed: false, decided_by: 'system_permission_not_in_token' },
      present: { allowed: true, decided_by: 'permission_held' },
    })
    const role = (await explain({ session_token: token, role: 'org:member' })).body
    expect([verdict(role), verdict(role.present)]).toEqual([
      [true, 'role_held'],
      [true, 'role_held'],
    ])
  })

  it('tells a token that is older than the roles of its bearer', async () => {
    const { token } = await signIn()
    const name = { organizationId: organization.id, userId: member.id }
    await app.services.memberships.changeRoles(app.scope, name, ['org:admin'])
    const { body } = await explain({ session_token: token, role: 'org:admin' })
    expect([verdict(body), verdict(body.present)]).toEqual([
      [false, 'token_revoked'],
      [true, 'role_held'],
    ])
    expect(body.checks).toContainEqual(
      expect.objectContaining({
        code: 'token_revoked',
        details: { kind: 'membership', key: `${organization.id}/${member.id}`, version: 1, revoked_below: 2 },
      }),
    )
  })

  it('tells the age of the proofs in it, and of the token', async () => {
    const { token } = await signIn()
    const recent = (await explain({ session_token: token, reverification: 'strict' })).body
    expect(verdict(recent)).toEqual([true, 'reverification_recent'])
    app.clock.advance(11 * 60_000)
    const { body } = await explain({ session_token: token, reverification: 'strict' })
    expect(verdict(body)).toEqual([false, 'token_expired'])
    expect(verdict(body.present)).toEqual([false, 'reverification_needed'])
    expect(body.present.checks[0]).toMatchObject({
      message:
        'The first factor was proven 11 minutes ago, the second never; asked is second factor within 10 minutes. The user has to verify again.',
      details: {
        level: 'second_factor',
        after_minutes: 10,
        first_factor_minutes: 11,
        second_factor_minutes: null,
      },
    })
    const longer = { level: 'first_factor', after_minutes: 12 }
    expect(verdict((await explain({ session_token: token, reverification: longer })).body.present)).toEqual([
      true,
      'reverification_recent',
    ])
  })

  it('tells of sessions that ended', async () => {
    const { token, session } = await signIn()
    await app.services.sessions.revoke(app.scope, session.id)
    const { body } = await explain({ session_token: token, role: 'org:member' })
    expect([verdict(body), verdict(body.present)]).toEqual([
      [false, 'token_revoked'],
      [false, 'session_ended'],
    ])
  })

  // The attack: learn of another instance's users by asking about its tokens with one's own key.
  it('reads none but those of the instance, unchanged', async () => {
    const { token } = await signIn()
    const other = await app.otherInstance('authz')
    const refused = [400, 'invalid_session_token', 'session_token']
    const asked = { session_token: token, role: 'org:member' }
    expect(faultWithParam(await explain(asked, other.secretKey))).toEqual(refused)
    expect(faultWithParam(await explain({ ...asked, session_token: `${token.slice(0, -4)}AAAA` }))).toEqual(
      refused,
    )
    expect(faultWithParam(await explain({ ...asked, session_token: 'nonsense' }))).toEqual(refused)
    const { browser, session } = await signIn()
    await app.services.jwtTemplates.create(app.scope, { name: 'other', claims: { sid: session.id } })
    const made = await browser.post(`/v1/client/sessions/${session.id}/tokens/other`)
    expect(made.body.jwt).toMatch(/^ey/)
    expect(faultWithParam(await explain({ ...asked, session_token: made.body.jwt }))).toEqual(refused)
  })
})

describe('where an organization asks more of sessions', () => {
  const decide = async (policy: object, question: object) => {
    const { session, token } = await signIn()
    await app.services.policies.change(app.scope, organization.id, policy)
    const { body } = await explain({ session_token: token, role: 'org:member', ...question })
    return { session, body }
  }

  it('tells which rule the session breaks, though the token was made before', async () => {
    const { session, body } = await decide({ signInMethods: ['ticket'] }, {})
    expect([body.session_id, ...verdict(body)]).toEqual([session.id, true, 'role_held'])
    expect(verdict(body.present)).toEqual([false, 'organization_policy_unmet'])
    expect(body.present.checks).toEqual([
      {
        ...{ subject: 'policy', allowed: false, code: 'organization_policy_unmet' },
        message:
          'The session does not meet the policy of the organization: the user signed in in a way that it does not allow. No token is made for it.',
        details: {
          organization_id: organization.id,
          unmet: [{ rule: 'sign_in_method', sign_in_methods: ['ticket'] }],
        },
      },
    ])
  })

  it('tells so of a token that was made without the organization', async () => {
    const { browser, session } = await signIn()
    await app.services.policies.change(app.scope, organization.id, { signInMethods: ['ticket'] })
    const { body: made } = await browser.post(`/v1/client/sessions/${session.id}/tokens`)
    const { body } = await explain({ session_token: made.jwt, role: 'org:member' })
    expect([verdict(body), verdict(body.present)]).toEqual([
      [false, 'no_organization'],
      [false, 'organization_policy_unmet'],
    ])
  })

  it('says that networks count, and not that they decide', async () => {
    const { body } = await decide({ ipRanges: ['203.0.113.0/24'] }, {})
    expect(verdict(body.present)).toEqual([true, 'role_held'])
    expect(body.present.checks.map(({ code }: { code: string }) => code)).toEqual([
      ...['organization_policy_networks', 'role_held'],
    ])
  })
})
