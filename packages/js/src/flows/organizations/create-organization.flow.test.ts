import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { fakeOrganization, organizationPorts } from '../../testing/organization-ports.ts'
import { linesOf } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { type CreateOrganizationContext, createOrganizationFlow } from './create-organization.flow.ts'
import { readAddresses } from './invite-members.ts'
import { slugOf } from './slug-of.ts'

const roles = { data: [{ id: 'role_1', key: 'org:member', name: 'Member' }], total_count: 1 }
const logo = new Blob(['x'], { type: 'image/png' })

function start(answers: FakeAnswer[], given: Partial<CreateOrganizationContext> = {}) {
  const ports = organizationPorts(answers)
  const context: CreateOrganizationContext = {
    ...{ isAllowed: true, skipsInvitations: false, hasSlug: true, defaultRole: 'org:member' },
    ...{ logo: null, organization: null, roles: [], invitedCount: 0, refused: [] },
    ...given,
  }
  const machine = createMachine(createOrganizationFlow, context, { ports })
  machine.subscribe(() => undefined)
  return { machine, ports }
}

const submit = { type: 'SUBMIT', name: ' Acme ', slug: 'acme' } as const

describe('a new organization', () => {
  it('is made, made the active one, and gets its logo', async () => {
    const { machine, ports } = start([fakeOrganization(), {}, roles])
    machine.send({ type: 'CHOOSE_LOGO', file: logo })
    machine.send(submit)
    await settle()
    expect(linesOf(ports)).toEqual([
      'POST /v1/organizations {"name":"Acme","slug":"acme"}',
      'PUT /v1/organizations/org_1/logo file',
      'GET /v1/organizations/org_1/roles?limit=100',
    ])
    expect([ports.done, machine.get().value]).toEqual([['select org_1'], 'invite'])
  })

  it('is not made twice when what follows fails', async () => {
    const { machine, ports } = start([
      fakeOrganization(),
      refusal('image_too_large'),
      fakeOrganization(),
      {},
      roles,
    ])
    machine.send({ type: 'CHOOSE_LOGO', file: logo })
    machine.send(submit)
    await settle()
    expect(machine.get()).toMatchObject({ value: 'form', error: { code: 'image_too_large' } })
    machine.send({ ...submit, name: 'Acme Ltd' })
    await settle()
    expect(linesOf(ports).filter((line) => line.includes('/v1/organizations {'))).toHaveLength(1)
    expect(linesOf(ports)[2]).toBe('PATCH /v1/organizations/org_1 {"name":"Acme Ltd","slug":"acme"}')
    expect(machine.get().value).toBe('invite')
  })

  it('leads on at once where nobody can be asked into it', async () => {
    const { machine, ports } = start([fakeOrganization({ max_allowed_memberships: 1 })])
    machine.send(submit)
    await settle()
    expect([machine.get().value, ports.done]).toEqual(['done', ['select org_1', 'finish org_1']])
  })

  it('leads on at once where the page says so', async () => {
    const { machine } = start([fakeOrganization()], { skipsInvitations: true })
    machine.send(submit)
    await settle()
    expect(machine.get().value).toBe('done')
  })

  it('takes no logo that the server would not', () => {
    const { machine } = start([])
    machine.send({ type: 'CHOOSE_LOGO', file: new Blob(['x'], { type: 'text/html' }) })
    expect(machine.get()).toMatchObject({
      context: { logo: null },
      error: { code: 'image_type_not_supported' },
    })
  })

  it('is not offered to who may make none, nor kept from who learns it late', async () => {
    expect(start([], { isAllowed: false }).machine.get().value).toBe('closed')
    const { machine } = start([refusal('user_create_organization_not_enabled')])
    machine.send(submit)
    await settle()
    expect(machine.get().value).toBe('closed')
  })
})

describe('invitations into it', () => {
  async function openInvite(answers: FakeAnswer[]) {
    const started = start([fakeOrganization(), roles, ...answers])
    started.machine.send(submit)
    await settle()
    return started
  }
  const invite = (addresses: string) => ({ type: 'INVITE', addresses, role: 'org:member' }) as const

  it('go to everybody who stands in the field, once', async () => {
    const { machine, ports } = await openInvite([[{}, {}]])
    machine.send(invite('a@example.com, b@example.com\na@example.com'))
    await settle()
    expect(linesOf(ports).at(-1)).toBe(
      'POST /v1/organizations/org_1/invitations/bulk {"email_address":["a@example.com","b@example.com"],"role":"org:member"}',
    )
    expect(machine.get()).toMatchObject({ value: 'done', context: { invitedCount: 2 } })
    expect(ports.done).toEqual(['select org_1', 'finish org_1'])
  })

  it('go to nobody where one is no address', async () => {
    const { machine, ports } = await openInvite([])
    machine.send(invite('a@example.com bob'))
    await settle()
    expect(ports.calls).toHaveLength(2)
    expect(machine.get().error?.faults).toMatchObject([
      { code: 'form_param_format_invalid', param: 'email_address', meta: { email_addresses: ['bob'] } },
    ])
    machine.send(invite(' '))
    await settle()
    expect(machine.get().error?.code).toBe('form_param_missing')
  })

  it('are left out by who would rather not', async () => {
    const { machine, ports } = await openInvite([])
    machine.send({ type: 'SKIP' })
    await settle()
    expect([machine.get().value, ports.done]).toEqual(['done', ['select org_1', 'finish org_1']])
  })
})

describe('what is read from what somebody types', () => {
  it.each([
    ['Analytical Engines, Inc.', 'analytical-engines-inc'],
    ['Crème Brûlée', 'creme-brulee'],
    ['Straße 7', 'strasse-7'],
    ['数学', ''],
  ])('is the slug of %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('are addresses, however they are told apart', () => {
    expect(readAddresses(' a@b.c;d@e.f\n\ng@h.i, a@b.c ')).toEqual(['a@b.c', 'd@e.f', 'g@h.i'])
  })
})
