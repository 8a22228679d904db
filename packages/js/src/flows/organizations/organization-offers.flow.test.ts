import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { organizationPorts } from '../../testing/organization-ports.ts'
import { linesOf } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { noOffers, offerCount, offersFlow } from './organization-offers.flow.ts'

const offers = (count: number, total = count, from = 0) => ({
  data: Array.from({ length: count }, (_, index) => ({ id: `offer_${index + from}`, status: 'pending' })),
  total_count: total,
})

async function start(answers: FakeAnswer[], hasSuggestions = true) {
  const ports = organizationPorts(answers)
  const machine = createMachine(offersFlow, noOffers(hasSuggestions), { ports })
  machine.subscribe(() => undefined)
  await settle()
  return { machine, ports }
}

describe('what somebody could join', () => {
  it('is asked for, and counted', async () => {
    const { machine, ports } = await start([offers(20, 31), offers(2)])
    expect(linesOf(ports)).toEqual([
      'GET /v1/me/organization_invitations?status=pending&limit=20&offset=0',
      'GET /v1/me/organization_suggestions?status=pending%2Caccepted&limit=20&offset=0',
    ])
    expect(offerCount(machine.get().context)).toBe(33)
  })

  it('is invitations only where the instance knows no domains', async () => {
    const { ports } = await start([offers(1)], false)
    expect(ports.calls).toHaveLength(1)
  })

  it('comes page by page, each one once', async () => {
    const { machine, ports } = await start([offers(20, 22), offers(0), offers(3, 22, 19)])
    machine.send({ type: 'MORE', kind: 'invitations' })
    await settle()
    expect(linesOf(ports).at(-1)).toBe(
      'GET /v1/me/organization_invitations?status=pending&limit=20&offset=20',
    )
    const { items } = machine.get().context.invitations
    expect([items.length, new Set(items.map(({ id }) => id)).size]).toEqual([22, 22])
  })

  it('is accepted, also while the list is still on its way, and the list comes anew', async () => {
    const late = new Promise<object>(() => undefined)
    const { machine, ports } = await start([offers(1), late, {}, offers(0), offers(0)])
    machine.send({ type: 'ACCEPT', kind: 'suggestions', id: 'orgsug_1' })
    await settle()
    expect(linesOf(ports)[2]).toBe('POST /v1/me/organization_suggestions/orgsug_1/accept')
    expect([machine.get().value, ports.calls.length]).toEqual(['list', 5])
  })

  it('stays with what went wrong, and is tried again', async () => {
    const { machine, ports } = await start([
      ...[offers(1), offers(0), refusal('resource_not_found'), {}, offers(0), offers(0)],
    ])
    machine.send({ type: 'ACCEPT', kind: 'invitations', id: 'offer_0' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'list', error: { code: 'resource_not_found' } })
    machine.send({ type: 'RETRY' })
    await settle()
    expect(linesOf(ports)[3]).toBe(linesOf(ports)[2])
    expect(machine.get()).toMatchObject({ value: 'list', error: undefined, context: { chosen: null } })
  })

  it('is asked for anew when somebody wants to know', async () => {
    const { machine, ports } = await start([offers(0), offers(0), offers(1), offers(0)])
    machine.send({ type: 'REFRESH' })
    await settle()
    expect([ports.calls.length, offerCount(machine.get().context)]).toEqual([4, 1])
  })
})
