import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { toFailure } from '../to-failure.ts'
import { policyContext, policyFlow } from './policy.flow.ts'
import { unmetIn } from './policy-wire.ts'

const policy = { mfa_required: { effective: false, inherited: false, overridden: false } }

async function open(answers: FakeAnswer[]) {
  const ports = profilePorts(answers)
  const machine = createMachine(policyFlow, policyContext('org_1'), { ports })
  machine.subscribe(() => undefined)
  await settle()
  return { machine, ports }
}

describe('the policy of an organization', () => {
  it('is read, changed rule by rule, and given back to the instance', async () => {
    const stricter = { ...policy, changed: true }
    const { machine, ports } = await open([policy, stricter, policy])
    expect(machine.get()).toMatchObject({ value: 'list', context: { policy } })
    machine.send({ type: 'EDIT', rule: 'sign_in_methods' })
    machine.send({ type: 'SUBMIT', rule: 'sign_in_methods', value: ['password', 'oauth_google'] })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'list', context: { policy: stricter, notice: 'saved' } })
    machine.send({ type: 'SUBMIT', rule: 'sign_in_methods', value: null })
    await settle()
    expect(machine.get().context).toMatchObject({ policy, notice: 'reset', rule: 'sign_in_methods' })
    expect(linesOf(ports)).toEqual([
      'GET /v1/organizations/org_1/policy',
      'PATCH /v1/organizations/org_1/policy {"sign_in_methods":["password","oauth_google"]}',
      'PATCH /v1/organizations/org_1/policy {"sign_in_methods":null}',
    ])
  })

  it('takes no networks for any network, and no way to sign in for a mistake', async () => {
    const { machine, ports } = await open([policy, policy])
    machine.send({ type: 'EDIT', rule: 'sign_in_methods' })
    machine.send({ type: 'SUBMIT', rule: 'sign_in_methods', value: [] })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'edit', error: { code: 'form_param_missing' } })
    machine.send({ type: 'SUBMIT', rule: 'ip_ranges', value: [] })
    await settle()
    expect(linesOf(ports).slice(1)).toEqual(['PATCH /v1/organizations/org_1/policy {"ip_ranges":null}'])
  })

  it('stays in the form with what was refused', async () => {
    const { machine } = await open([policy, refusal('form_param_value_invalid', { param_name: 'ip_ranges' })])
    machine.send({ type: 'EDIT', rule: 'ip_ranges' })
    machine.send({ type: 'SUBMIT', rule: 'ip_ranges', value: ['nowhere'] })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'edit', error: { code: 'form_param_value_invalid' } })
  })
})

describe('what keeps a session out', () => {
  it('is read from the refusal, and from no other', () => {
    const unmet = [{ rule: 'sign_in_method', sign_in_methods: ['password'] }]
    const failure = toFailure(refusal('organization_policy_unmet', { unmet }))
    expect(unmetIn(failure)).toEqual(unmet)
    expect(unmetIn(toFailure(refusal('organization_policy_unmet')))).toEqual([])
    expect(unmetIn(toFailure(refusal('resource_not_found', { unmet })))).toBeUndefined()
    expect(unmetIn(undefined)).toBeUndefined()
  })
})
