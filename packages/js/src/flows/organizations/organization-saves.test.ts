import { describe, expect, it } from 'vitest'
import { settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { type Save, sectionFlow } from '../profile/section.flow.ts'
import { deleteOrganization, leaveOrganization, logoFlow, saveOrganization } from './organization-saves.ts'

async function submit(save: Save, values: Record<string, string>) {
  const ports = profilePorts([{}])
  const machine = createMachine(sectionFlow(save), { isSaved: false }, { ports })
  machine.subscribe(() => undefined)
  machine.send({ type: 'OPEN' })
  machine.send({ type: 'SUBMIT', values })
  await settle()
  return { lines: linesOf(ports), left: ports.left, machine }
}

describe('an organization', () => {
  it('is called otherwise', async () => {
    const { lines } = await submit(saveOrganization('org_1'), { name: ' Acme ', slug: ' acme ' })
    expect(lines).toEqual(['PATCH /v1/organizations/org_1 {"name":"Acme","slug":"acme"}'])
  })

  it('is left, and so is its page', async () => {
    const { lines, left } = await submit(leaveOrganization('org_1'), {})
    expect([lines, left]).toEqual([['DELETE /v1/me/organization_memberships/org_1'], ['left']])
  })

  it('is deleted by who has typed its name', async () => {
    const { lines, left } = await submit(deleteOrganization('org_1'), { confirmation: 'Acme ', word: 'Acme' })
    expect([lines, left]).toEqual([['DELETE /v1/organizations/org_1'], ['left']])
    const mistyped = await submit(deleteOrganization('org_1'), { confirmation: 'acme', word: 'Acme' })
    expect([mistyped.lines, mistyped.machine.get()]).toMatchObject([
      [],
      { value: 'open', error: { faults: [{ param: 'confirmation' }] } },
    ])
  })

  it('has a logo of its own', async () => {
    const ports = profilePorts([{}, {}])
    const machine = createMachine(logoFlow('org_1'), { file: null }, { ports })
    machine.send({ type: 'CHOOSE', file: new Blob(['x'], { type: 'image/png' }) })
    machine.send({ type: 'SAVE' })
    await settle()
    machine.send({ type: 'REMOVE' })
    await settle()
    expect(linesOf(ports)).toEqual([
      'PUT /v1/organizations/org_1/logo file',
      'DELETE /v1/organizations/org_1/logo',
    ])
  })
})
