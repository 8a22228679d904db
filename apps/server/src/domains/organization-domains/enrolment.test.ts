import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createDomain,
  enableDomains,
  newDomainName,
  presentScope,
} from '../../testing/factories/organization-domains.factory.ts'
import { addMember, createOrganization } from '../../testing/factories/organizations.factory.ts'
import { createUser, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'
import type { Organization } from '../organizations/index.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let organization: Organization

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await enableDomains(app)
  ;({ organization } = await createOrganization(app))
})

const join = (emailAddress: string): Promise<User> => createUser(app, { emailAddress }, presentScope(app))
const addressOf = (user: User) => user.emailAddresses[0]?.emailAddress
async function invitations() {
  return await app.db
    .selectFrom('organization_invitations')
    .select(['email_address', 'status', 'role_ids', 'organization_domain_id', 'inviter_id'])
    .where('organization_id', '=', organization.id)
    .orderBy('created_at')
    .execute()
}
async function suggestions() {
  return await app.db
    .selectFrom('organization_suggestions')
    .select(['user_id', 'status', 'organization_domain_id'])
    .where('organization_id', '=', organization.id)
    .execute()
}
const placeOf = ({ id }: { id: string }) => ({ organizationId: organization.id, id })
const read = async (domain: { id: string }) =>
  await app.services.organizationDomains.get(presentScope(app), placeOf(domain))

describe('whoever proves an address of a proven domain', () => {
  it('is invited by a domain that invites, with its role, and gets no mail', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_invitation' })
    const user = await join(`ada@${domain.name}`)
    expect(await invitations()).toMatchObject([
      {
        email_address: addressOf(user),
        status: 'pending',
        organization_domain_id: domain.id,
        inviter_id: null,
        role_ids: [expect.stringMatching(/^role_/)],
      },
    ])
    expect((await read(domain)).pendingInvitations).toBe(1)
    expect(await app.services.messages.listInbox(app.instance.id, { to: addressOf(user) ?? '' })).toEqual([])
  })

  it('is told of in the log, when they are invited and when that is taken back', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_invitation' })
    await join(`ada@${domain.name}`)
    await app.services.organizationDomains.delete(presentScope(app), placeOf(domain))
    const events = await app.db.selectFrom('events').select(['type', 'data']).orderBy('position').execute()
    const own = events.filter(({ data }) => JSON.stringify(data).includes(`ada@${domain.name}`))
    expect(own.filter(({ type }) => type.startsWith('organizationInvitation'))).toMatchObject([
      {
        type: 'organizationInvitation.created',
        data: { organization_id: organization.id, role: 'org:member', status: 'pending', inviter_id: null },
      },
      { type: 'organizationInvitation.revoked', data: { status: 'revoked' } },
    ])
  })

  // The database plans a statement for any value once it has planned it for five.
  it('is invited however many were before', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_invitation' })
    for (const index of [1, 2, 3, 4, 5, 6, 7, 8]) await join(`user${index}@${domain.name}`)
    expect(await invitations()).toHaveLength(8)
  })

  it('gets a suggestion by a domain that suggests', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_suggestion' })
    const { id } = await join(`ada@${domain.name}`)
    expect(await suggestions()).toEqual([
      { user_id: id, status: 'pending', organization_domain_id: domain.id },
    ])
    expect((await read(domain)).pendingSuggestions).toBe(1)
  })

  it('is found when an address that they had is proven, too', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_suggestion' })
    const user = await createUser(app, {}, presentScope(app))
    const scope = presentScope(app)
    const input = { emailAddress: `late@${domain.name}` }
    const { id } = await app.services.emailAddresses.create(scope, user.id, input)
    expect(await suggestions()).toEqual([])
    await app.services.emailAddresses.update(scope, id, { verified: true })
    expect(await suggestions()).toMatchObject([{ user_id: user.id }])
    await app.services.emailAddresses.update(scope, id, { primary: true })
    expect(await suggestions()).toHaveLength(1)
  })

  it('is found at the end of a sign-up', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_suggestion' })
    const browser = createTestBrowser(app)
    const emailAddress = `new@${domain.name}`
    const form = { email_address: emailAddress, password: testPassword }
    const { body } = await browser.post('/v1/client/sign_ups', form)
    const path = `/v1/client/sign_ups/${body.response.id}`
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' })
    expect(await suggestions()).toEqual([])
    const code = await codeSentTo(app, emailAddress)
    const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code })
    expect(done.body.response.status).toBe('complete')
    expect(await suggestions()).toMatchObject([{ user_id: done.body.response.created_user_id }])
  })

  it('is left alone by a domain that enrols by hand, or is not proven', async () => {
    const byHand = await createDomain(app, organization)
    const unproven = await createDomain(app, organization, { mode: 'automatic_invitation', verified: false })
    await join(`ada@${byHand.name}`)
    await join(`ada@${unproven.name}`)
    expect([await invitations(), await suggestions()]).toEqual([[], []])
  })

  // The attack: an address whose domain only looks like the proven one.
  it.each([
    ['a subdomain', (name: string) => `eve@mail.${name}`],
    ['a longer name', (name: string) => `eve@${name}.evil.dev`],
    ['a name with something before it', (name: string) => `eve@evil-${name}`],
    ['a local part', (name: string) => `${name}@evil.dev`],
  ])('is not found by %s', async (_case, addressFor) => {
    const domain = await createDomain(app, organization, { mode: 'automatic_invitation' })
    await join(addressFor(domain.name))
    expect(await invitations()).toEqual([])
  })

  it('is not found where domains are switched off', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_suggestion' })
    await enableDomains(app, { enabled: false })
    await join(`ada@${domain.name}`)
    expect(await suggestions()).toEqual([])
  })
})

it('whom a domain has invited finds it among their invitations', async () => {
  const domain = await createDomain(app, organization, { mode: 'automatic_invitation' })
  const browser = createTestBrowser(app)
  const user = await join(`ada@${domain.name}`)
  await browser.signIn(user)
  const { body } = await browser.get('/v1/me/organization_invitations')
  expect(body.response.data).toMatchObject([
    { status: 'pending', public_organization_data: { id: organization.id }, public_inviter_data: null },
  ])
})

describe('the users that a domain has already', () => {
  it('are asked when it is proven, those who are members left out', async () => {
    const name = newDomainName()
    const [member, stranger] = [await join(`one@${name}`), await join(`two@${name}`)]
    await join(`three@mail.${name}`)
    await addMember(app, organization, { user: member })
    await createDomain(app, organization, { name, mode: 'automatic_suggestion' })
    expect(await suggestions()).toEqual([])
    await app.services.enrolment.run()
    expect((await suggestions()).map(({ user_id }) => user_id)).toEqual([stranger.id])
  })

  // The attack: write an address of a company into one's profile, and wait until it proves its domain.
  it('are not asked for an address that they have not proven', async () => {
    const name = newDomainName()
    const proven = { emailAddress: `ada@own-${name}`, verifiedBy: 'admin' } as const
    const unproven = { emailAddress: `ceo@${name}` }
    await createUser(app, { emails: [proven, unproven] }, presentScope(app))
    await createDomain(app, organization, { name, mode: 'automatic_suggestion' })
    await app.services.enrolment.run()
    expect(await suggestions()).toEqual([])
  })

  it('are asked in pages, each once, by however many processes', async () => {
    const name = newDomainName()
    const now = new Date()
    const numbers = Array.from({ length: 1_203 }, (_, index) => index)
    const ids = numbers.map((index) => `${name}_${String(index).padStart(5, '0')}`)
    await app.db
      .insertInto('users')
      .values(ids.map((id) => ({ instance_id: app.instance.id, id, created_at: now, updated_at: now })))
      .execute()
    await app.db
      .insertInto('email_addresses')
      .values(
        ids.map((id) => ({
          ...{ instance_id: app.instance.id, id: `idn_${id}`, user_id: id, email_address: `${id}@${name}` },
          ...{ verified_at: now, reserved: false, created_at: now, updated_at: now },
        })),
      )
      .execute()
    const domain = await createDomain(app, organization, { name, mode: 'automatic_invitation' })
    await Promise.all([1, 2, 3].map(() => app.services.enrolment.run()))
    await app.services.enrolment.run()
    expect((await read(domain)).pendingInvitations).toBe(1_203)
  })

  it('are asked when its mode changes, and what it has offered is taken back on request', async () => {
    const domain = await createDomain(app, organization)
    await join(`ada@${domain.name}`)
    const { organizationDomains, enrolment } = app.services
    await organizationDomains.update(presentScope(app), placeOf(domain), {
      enrollmentMode: 'automatic_invitation',
    })
    await enrolment.run()
    expect(await invitations()).toMatchObject([{ status: 'pending' }])
    await organizationDomains.update(presentScope(app), placeOf(domain), {
      ...{ enrollmentMode: 'automatic_suggestion', deletePending: true },
    })
    await enrolment.run()
    expect(await invitations()).toMatchObject([{ status: 'revoked' }])
    expect(await suggestions()).toMatchObject([{ status: 'pending' }])
    const by = { enrollmentMode: 'manual_invitation', deletePending: true } as const
    await organizationDomains.update(presentScope(app), placeOf(domain), by)
    await enrolment.run()
    expect(await suggestions()).toEqual([])
  })

  it('keep what they have answered, and what another domain offers', async () => {
    const [domain, other] = [
      await createDomain(app, organization, { mode: 'automatic_invitation' }),
      await createDomain(app, organization, { mode: 'automatic_invitation' }),
    ]
    const [ada, bob] = [await join(`ada@${domain.name}`), await join(`bob@${domain.name}`)]
    await join(`eve@${other.name}`)
    const accepted = await app.db
      .selectFrom('organization_invitations')
      .select('id')
      .where('email_address', '=', addressOf(ada) ?? '')
      .executeTakeFirstOrThrow()
    await app.services.invitationAcceptance.accept(presentScope(app), ada.id, accepted.id)
    await app.services.organizationDomains.delete(presentScope(app), placeOf(domain))
    const statuses = new Map((await invitations()).map((one) => [one.email_address, one.status]))
    expect([ada, bob].map((user) => statuses.get(addressOf(user) ?? ''))).toEqual(['accepted', 'revoked'])
    expect(statuses.get(`eve@${other.name}`)).toBe('pending')
  })

  it('keep suggestions of another domain, and those that they have accepted', async () => {
    const mode = 'automatic_suggestion'
    const [domain, other] = [
      await createDomain(app, organization, { mode }),
      await createDomain(app, organization, { mode }),
    ]
    const users = [
      await join(`ada@${domain.name}`),
      await join(`bob@${domain.name}`),
      await join(`eve@${other.name}`),
    ]
    const [ada, , eve] = users
    const { data } = await app.db
      .selectFrom('organization_suggestions')
      .select(({ fn }) => fn.max<string>('id').as('data'))
      .where('user_id', '=', ada?.id ?? '')
      .executeTakeFirstOrThrow()
    if (ada) await app.services.suggestions.accept(presentScope(app), ada.id, data)
    await app.services.organizationDomains.delete(presentScope(app), placeOf(domain))
    const left = (await suggestions()).map(({ user_id: id, status }) => [id, status]).toSorted()
    expect(left).toEqual(
      [
        [ada?.id, 'accepted'],
        [eve?.id, 'pending'],
      ].toSorted(),
    )
  })

  it.each(['delete', 'unverify'] as const)(
    'are offered nothing by a domain that is no more: %s',
    async (how) => {
      const domain = await createDomain(app, organization, { mode: 'automatic_invitation' })
      await join(`ada@${domain.name}`)
      const { organizationDomains, enrolment } = app.services
      if (how === 'delete') await organizationDomains.delete(presentScope(app), placeOf(domain))
      else await organizationDomains.update(presentScope(app), placeOf(domain), { verified: false })
      await enrolment.run()
      expect(await invitations()).toMatchObject([{ status: 'revoked' }])
      await join(`bob@${domain.name}`)
      expect(await invitations()).toHaveLength(1)
    },
  )

  // The race: somebody signs up while the mode is changed and what is pending is taken back.
  it('are never asked by a mode of before', async () => {
    const domain = await createDomain(app, organization, { mode: 'automatic_invitation' })
    const { organizationDomains, enrolment } = app.services
    const scope = presentScope(app)
    const { id } = await createUser(app)
    const [asked, committed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const signUp = app.db.transaction().execute(async (tx) => {
      await enrolment.addressesProvenIn(tx, scope, id, [`ada@${domain.name}`])
      asked.resolve()
      await committed.promise
    })
    await asked.promise
    const by = { enrollmentMode: 'manual_invitation', deletePending: true } as const
    const change = organizationDomains.update(scope, placeOf(domain), by)
    await vi.waitFor(async () => expect(await countWaiting()).toBe(1), 5_000)
    committed.resolve()
    await Promise.all([signUp, change])
    expect(await invitations()).toMatchObject([{ status: 'revoked' }])
  })
})

/** Who waits for a lock in this database. */
async function countWaiting(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_locks
    where not granted and locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`.execute(app.db)
  return rows[0]?.count ?? 0
}
