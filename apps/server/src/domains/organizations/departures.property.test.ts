/** What a preview says of a deletion is what the deletion does, whatever the organizations are like. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { presentScope } from '../../testing/factories/organization-domains.factory.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
  invite,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import type { User } from '../users/index.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const rules = ['refuse', 'hand_over', 'delete_organization'] as const

/** An organization of somebody who is deleted: with which role, beside whom, who is named to follow, and who waits outside. */
const place = fc.record({
  role: fc.constantFrom('org:admin', 'org:member'),
  others: fc.array(fc.constantFrom('org:admin', 'org:member'), { maxLength: 3 }),
  successor: fc.nat({ max: 4 }),
  invited: fc.nat({ max: 2 }),
})
type Place = typeof place extends fc.Arbitrary<infer One> ? One : never

async function build(user: User, { role, others, successor, invited }: Place): Promise<string> {
  const isOwn = role === 'org:admin'
  const { organization, admin } = await createOrganization(app, isOwn ? { createdBy: user.id } : {})
  const members = isOwn ? [] : [admin]
  for (const other of others) {
    app.clock.advance(1000)
    members.push(await addMember(app, organization, { roles: [other] }))
  }
  if (!isOwn) await addMember(app, organization, { user, roles: [role] })
  for (let sent = 0; sent < invited; sent++)
    await invite(app, organization, { inviterId: user.id }, presentScope(app))
  const named = [...members, user][successor]
  if (named) await app.services.organizations.update(app.scope, organization.id, { successorId: named.id })
  return organization.id
}

/** What is there of an organization, and who may do what in it. */
async function look(id: string) {
  const [organization] = await app.db.selectFrom('organizations').selectAll().where('id', '=', id).execute()
  const members = await app.db
    .selectFrom('organization_memberships')
    .select(['user_id', 'role_ids'])
    .where('organization_id', '=', id)
    .orderBy('user_id')
    .execute()
  return organization && { successor: organization.successor_id, members }
}

const countRevoked = async (user: User) => {
  const rows = await app.db
    .selectFrom('organization_invitations')
    .select('status')
    .where('inviter_id', '=', user.id)
    .execute()
  return rows.filter(({ status }) => status === 'revoked').length
}

interface Previewed {
  deletable: boolean
  organizations: {
    public_organization_data: { id: string }
    fate: string
    successor: { user_id: string } | null
  }[]
  revoked_invitations_count: number
}

it('says before what a deletion does', async () => {
  await enableOrganizations(app)
  const roles = await app.services.catalogues.get(app.instance)
  const adminRole = [...roles.roles.values()].find(({ key }) => key === 'org:admin')?.id
  const check = async (rule: (typeof rules)[number], places: readonly Place[]) => {
    await enableOrganizations(app, { last_admin_deleted: rule })
    const user = await createUser(app)
    const ids = []
    for (const one of places) ids.push(await build(user, one))
    const before = await Promise.all(ids.map(look))
    const preview = (await app.call('get', `/v1/users/${user.id}/deletion_preview`)).body as Previewed
    expect(preview.organizations.map((one) => one.public_organization_data.id).toSorted()).toEqual(
      ids.toSorted(),
    )
    const { status } = await app.call('delete', `/v1/users/${user.id}`)
    expect(status === 200).toBe(preview.deletable)
    if (!preview.deletable) {
      expect(preview.organizations.map(({ fate }) => fate)).toContain('refused')
      expect(await Promise.all(ids.map(look))).toEqual(before)
      expect(await countRevoked(user)).toBe(0)
      return
    }
    expect(await countRevoked(user)).toBe(preview.revoked_invitations_count)
    for (const { public_organization_data, fate, successor } of preview.organizations) {
      const after = await look(public_organization_data.id)
      const was = before[ids.indexOf(public_organization_data.id)]
      expect(['left', 'handed_over', 'deleted']).toContain(fate)
      expect(after === undefined).toBe(fate === 'deleted')
      if (!after) continue
      const wanted = was?.members
        .filter(({ user_id }) => user_id !== user.id)
        .map((one) =>
          one.user_id === successor?.user_id
            ? { ...one, role_ids: [...new Set([adminRole, ...one.role_ids])] }
            : one,
        )
      expect(after.members).toEqual(wanted)
      expect(successor === null).toBe(fate !== 'handed_over')
      expect(after.members.some(({ role_ids }) => role_ids.includes(adminRole ?? ''))).toBe(true)
      expect(after.successor).toBe(was?.successor === user.id ? null : was?.successor)
    }
  }
  const property = fc.asyncProperty(
    fc.constantFrom(...rules),
    fc.array(place, { minLength: 1, maxLength: 3 }),
    check,
  )
  await fc.assert(property, { numRuns: 40, endOnFailure: true })
}, 120_000)
