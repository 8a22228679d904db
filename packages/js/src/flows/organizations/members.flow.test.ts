import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { fakeMembership } from '../../testing/organization-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { invitationsContext, invitationsFlow } from './invitations.flow.ts'
import { membersContext, membersFlow } from './members.flow.ts'
import { requestsContext, requestsFlow } from './requests.flow.ts'

const roles = { data: [{ id: 'role_1', key: 'org:admin', name: 'Admin' }], total_count: 1 }
const page = (items: object[], total = items.length) => ({ data: items, total_count: total })
const ada = { id: 'orgmem_1', userId: 'user_1', name: 'Ada' }

async function openMembers(answers: FakeAnswer[], canManage = true) {
  const ports = profilePorts(answers)
  const machine = createMachine(membersFlow, membersContext('org_1', canManage), { ports })
  machine.subscribe(() => undefined)
  await settle()
  return { machine, ports }
}

describe('the members of an organization', () => {
  it('are listed, with roles for who may give some', async () => {
    const { machine, ports } = await openMembers([page([fakeMembership('1')], 31), roles])
    expect(linesOf(ports)).toEqual([
      'GET /v1/organizations/org_1/memberships?paginated=true&limit=20&offset=0',
      'GET /v1/organizations/org_1/roles?limit=100',
    ])
    expect(machine.get()).toMatchObject({
      value: 'list',
      context: { members: { total: 31 }, roles: roles.data },
    })
  })

  it('are only listed for who may not', async () => {
    const { ports } = await openMembers([page([])], false)
    expect(ports.calls).toHaveLength(1)
  })

  it('are searched, and come page by page', async () => {
    const { machine, ports } = await openMembers(
      [page([]), page([fakeMembership('1')], 2), page([fakeMembership('2')], 2)],
      false,
    )
    machine.send({ type: 'SEARCH', query: 'ada' })
    await settle()
    machine.send({ type: 'MORE' })
    await settle()
    expect(linesOf(ports).slice(1)).toEqual([
      'GET /v1/organizations/org_1/memberships?paginated=true&query=ada&limit=20&offset=0',
      'GET /v1/organizations/org_1/memberships?paginated=true&query=ada&limit=20&offset=1',
    ])
    expect(machine.get().context.members.items).toHaveLength(2)
  })

  it('get other roles', async () => {
    const { machine, ports } = await openMembers([page([fakeMembership('1')]), roles, { role: 'org:member' }])
    machine.send({ type: 'SET_ROLE', role: 'org:member', ...ada })
    await settle()
    expect(linesOf(ports).at(-1)).toBe(
      'PATCH /v1/organizations/org_1/memberships/user_1 {"role":"org:member"}',
    )
    expect(machine.get().context).toMatchObject({
      ...{ notice: 'role_saved', chosen: null, members: { items: [{ role: 'org:member' }] } },
    })
  })

  it('get several, in order', async () => {
    const { machine, ports } = await openMembers([page([fakeMembership('1')]), roles, { role: 'org:member' }])
    machine.send({ type: 'EDIT_ROLES', ...ada })
    machine.send({ type: 'SUBMIT_ROLES', roles: ['org:member', 'org:billing'] })
    await settle()
    expect(linesOf(ports).at(-1)).toBe(
      'PATCH /v1/organizations/org_1/memberships/user_1 {"roles":["org:member","org:billing"]}',
    )
    expect(machine.get()).toMatchObject({ value: 'list', context: { notice: 'role_saved', chosen: null } })
  })

  it('keep at least one who manages them', async () => {
    const { machine } = await openMembers([
      ...[page([fakeMembership('1')]), roles, refusal('organization_minimum_permissions_needed')],
    ])
    machine.send({ type: 'SET_ROLE', role: 'org:member', ...ada })
    await settle()
    expect(machine.get()).toMatchObject({
      error: { code: 'organization_minimum_permissions_needed' },
      context: { members: { items: [{ role: 'org:admin' }] } },
    })
  })

  it('are removed once that was confirmed', async () => {
    const { machine, ports } = await openMembers([page([fakeMembership('1')], 3), roles, {}])
    const chosen = { ...ada, id: 'orgmem_1' }
    machine.send({ type: 'REMOVE', ...chosen })
    machine.send({ type: 'CANCEL' })
    expect(machine.get()).toMatchObject({ value: 'list', context: { chosen: null } })
    machine.send({ type: 'REMOVE', ...chosen })
    machine.send({ type: 'CONFIRM' })
    await settle()
    expect(linesOf(ports).at(-1)).toBe('DELETE /v1/organizations/org_1/memberships/user_1')
    expect(machine.get()).toMatchObject({
      value: 'list',
      context: { notice: 'removed', members: { items: [], total: 2 } },
    })
  })
})

describe('the invitations of an organization', () => {
  async function open(answers: FakeAnswer[]) {
    const ports = profilePorts([page([{ id: 'orginv_1' }]), roles, ...answers])
    const machine = createMachine(invitationsFlow, invitationsContext('org_1'), { ports })
    machine.subscribe(() => undefined)
    await settle()
    return { machine, ports }
  }

  it('are sent to several at once, and listed anew', async () => {
    const { machine, ports } = await open([[{}, {}], page([{ id: 'orginv_2' }, { id: 'orginv_3' }])])
    machine.send({ type: 'INVITE' })
    machine.send({ type: 'SUBMIT', addresses: 'a@example.com b@example.com', role: 'org:member' })
    await settle()
    expect(linesOf(ports).slice(2)).toEqual([
      'POST /v1/organizations/org_1/invitations/bulk {"email_address":["a@example.com","b@example.com"],"role":"org:member"}',
      'GET /v1/organizations/org_1/invitations?status=pending&limit=20&offset=0',
    ])
    expect(machine.get()).toMatchObject({ value: 'list', context: { notice: 'sent', sentCount: 2 } })
  })

  const naming = (code: Parameters<typeof refusal>[0], ...addresses: string[]) =>
    refusal(code, { param_name: 'email_address', email_addresses: addresses })

  it('are sent to who can be asked, and tell who cannot', async () => {
    const { machine, ports } = await open([
      naming('already_a_member_in_organization', 'ada@example.com'),
      naming('organization_invitation_not_unique', 'b@example.com'),
      [{}],
      page([{ id: 'orginv_2' }]),
    ])
    machine.send({ type: 'INVITE' })
    const addresses = 'Ada@example.com, b@example.com; c@example.com C@example.com'
    machine.send({ type: 'SUBMIT', addresses, role: 'org:member' })
    await settle()
    expect(ports.calls.slice(2, 5).map(({ form }) => form?.email_address)).toEqual([
      ['Ada@example.com', 'b@example.com', 'C@example.com'],
      ['b@example.com', 'C@example.com'],
      ['C@example.com'],
    ])
    expect(machine.get().context).toMatchObject({
      ...{ notice: 'sent', sentCount: 1 },
      refused: [
        { code: 'already_a_member_in_organization', addresses: ['ada@example.com'] },
        { code: 'organization_invitation_not_unique', addresses: ['b@example.com'] },
      ],
    })
  })

  it('say at the form why nobody was asked', async () => {
    const { machine } = await open([naming('already_a_member_in_organization', 'ada@example.com')])
    machine.send({ type: 'INVITE' })
    machine.send({ type: 'SUBMIT', addresses: 'ada@example.com', role: 'org:member' })
    await settle()
    expect(machine.get()).toMatchObject({
      value: 'invite',
      error: { faults: [{ code: 'already_a_member_in_organization', param: 'email_address' }] },
    })
  })

  it('ask nobody where a refusal names nobody, or somebody else', async () => {
    for (const answer of [
      refusal('organization_membership_quota_exceeded'),
      naming('duplicate_record', 'z@example.com'),
    ]) {
      const { machine, ports } = await open([answer])
      machine.send({ type: 'INVITE' })
      machine.send({ type: 'SUBMIT', addresses: 'a@example.com', role: 'org:member' })
      await settle()
      expect([machine.get().value, ports.calls.length]).toEqual(['invite', 3])
    }
  })

  it('are for a hundred at once', async () => {
    const { machine, ports } = await open([])
    machine.send({ type: 'INVITE' })
    const addresses = Array.from({ length: 101 }, (_, at) => `a${at}@example.com`).join(' ')
    machine.send({ type: 'SUBMIT', addresses, role: 'org:member' })
    await settle()
    expect(machine.get().error?.code).toBe('form_param_array_size_exceeded')
    expect(ports.calls).toHaveLength(2)
  })

  it('are sent again', async () => {
    const { machine, ports } = await open([{}])
    machine.send({ type: 'RESEND', id: 'orginv_1' })
    await settle()
    expect(linesOf(ports).at(-1)).toBe('POST /v1/organizations/org_1/invitations/orginv_1/resend')
    expect(machine.get().context).toMatchObject({ notice: 'resent', invitations: { total: 1 } })
  })

  it('leave the list where somebody has answered meanwhile', async () => {
    for (const type of ['RESEND', 'REVOKE'] as const) {
      const { machine } = await open([refusal('organization_invitation_not_pending')])
      machine.send({ type, id: 'orginv_1' })
      await settle()
      expect(machine.get()).toMatchObject({
        error: { code: 'organization_invitation_not_pending' },
        context: { invitations: { items: [], total: 0 }, notice: null },
      })
    }
  })

  it('are taken back', async () => {
    const { machine, ports } = await open([{}])
    machine.send({ type: 'REVOKE', id: 'orginv_1' })
    await settle()
    expect(linesOf(ports).at(-1)).toBe('POST /v1/organizations/org_1/invitations/orginv_1/revoke')
    expect(machine.get().context).toMatchObject({ notice: 'revoked', invitations: { items: [], total: 0 } })
  })
})

describe('who asks to join', () => {
  it.each([
    ['ACCEPT', 'accept'],
    ['REJECT', 'reject'],
  ] as const)('gets an answer: %s', async (type, verb) => {
    const ports = profilePorts([page([{ id: 'orgmbreq_1' }]), {}])
    const machine = createMachine(requestsFlow, requestsContext('org_1'), { ports })
    machine.subscribe(() => undefined)
    await settle()
    machine.send({ type, id: 'orgmbreq_1' })
    await settle()
    expect(linesOf(ports)).toEqual([
      'GET /v1/organizations/org_1/membership_requests?status=pending&limit=20&offset=0',
      `POST /v1/organizations/org_1/membership_requests/orgmbreq_1/${verb}`,
    ])
    expect(machine.get().context).toMatchObject({ notice: `${verb}ed`, requests: { items: [], total: 0 } })
  })
})
