import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { fakeDomain } from '../../testing/organization-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { domainsContext, domainsFlow } from './domains.flow.ts'

const verified = { status: 'verified' }
const list = { data: [fakeDomain()], total_count: 1 }
const path = '/v1/organizations/org_1/domains'

async function open(answers: FakeAnswer[]) {
  const ports = profilePorts([list, ...answers])
  const machine = createMachine(domainsFlow, domainsContext('org_1'), { ports })
  machine.subscribe(() => undefined)
  await settle()
  return { machine, ports }
}

describe('the domains of an organization', () => {
  it('are proven by an address there, and then set to let people in', async () => {
    const { machine, ports } = await open([
      ...[fakeDomain(), fakeDomain(), fakeDomain({ affiliation_verification: verified }), {}, list],
    ])
    for (const event of [
      { type: 'ADD' },
      { type: 'SUBMIT_NAME', name: ' Example.com' },
      { type: 'SUBMIT_ADDRESS', address: 'ada@example.com' },
      { type: 'SUBMIT_CODE', code: '424242' },
      { type: 'SUBMIT_MODE', mode: 'automatic_invitation', deletesPending: false },
    ] as const) {
      machine.send(event)
      await settle()
    }
    expect(linesOf(ports).slice(1, -1)).toEqual([
      `POST ${path} {"name":"example.com"}`,
      `POST ${path}/orgdmn_1/prepare_affiliation_verification {"affiliation_email_address":"ada@example.com"}`,
      `POST ${path}/orgdmn_1/attempt_affiliation_verification {"code":"424242"}`,
      `POST ${path}/orgdmn_1/update_enrollment_mode {"enrollment_mode":"automatic_invitation","delete_pending":false}`,
    ])
    expect(machine.get()).toMatchObject({ value: 'list', context: { notice: 'saved', domain: null } })
  })

  it('are proven by a record, which may take a while to be seen', async () => {
    const record = { status: 'unverified', txt_record_name: '_kw', txt_record_value: 'x' }
    const { machine } = await open([
      ...[fakeDomain({ ownership_verification: record }), fakeDomain({ ownership_verification: record })],
      ...[refusal('organization_domain_ownership_not_verified')],
      fakeDomain({ ownership_verification: verified }),
    ])
    machine.send({ type: 'PROVE', domain: fakeDomain() })
    machine.send({ type: 'USE_RECORD' })
    await settle()
    expect(machine.get()).toMatchObject({
      value: 'record',
      context: { domain: { ownership_verification: record } },
    })
    machine.send({ type: 'CHECK' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'record', context: { notice: 'unproven' } })
    machine.send({ type: 'CHECK' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'record', error: { faults: [{}] } })
    machine.send({ type: 'CHECK' })
    await settle()
    expect(machine.get().value).toBe('mode')
  })

  it('are removed once that was confirmed', async () => {
    const { machine, ports } = await open([{}])
    machine.send({ type: 'REMOVE', domain: fakeDomain() })
    machine.send({ type: 'CONFIRM' })
    await settle()
    expect(linesOf(ports).at(-1)).toBe(`DELETE ${path}/orgdmn_1`)
    expect(machine.get()).toMatchObject({
      value: 'list',
      context: { notice: 'removed', domains: { items: [] } },
    })
  })

  it('stay as they are where the code was wrong', async () => {
    const { machine } = await open([fakeDomain(), refusal('form_code_incorrect', { param_name: 'code' })])
    machine.send({ type: 'PROVE', domain: fakeDomain() })
    machine.send({ type: 'SUBMIT_ADDRESS', address: 'ada@example.com' })
    await settle()
    machine.send({ type: 'SUBMIT_CODE', code: '000000' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'code', error: { code: 'form_code_incorrect' } })
  })
})
