import { describe, expect, it } from 'vitest'
import { settle } from '../../testing/fake-ports.ts'
import { fakeOrganization } from '../../testing/organization-ports.ts'
import { createMachine } from '../machine.ts'
import { type ChoosePorts, chooseContext, chooseFlow } from './choose-organization.flow.ts'

function start(change: Partial<ChoosePorts> = {}) {
  const asked: string[] = []
  const machine = createMachine(chooseFlow, chooseContext, {
    ports: {
      later: () => () => undefined,
      select: async (id) => void asked.push(`select ${id}`),
      finish: async (organization) => asked.push(`finish ${organization?.id ?? 'personal'}`) > 0,
      signOut: async () => void asked.push('signOut'),
      ...change,
    },
  })
  machine.subscribe(() => undefined)
  return { machine, asked }
}

describe('a choice among organizations', () => {
  it.each([
    [fakeOrganization(), ['select org_1', 'finish org_1']],
    [null, ['select null', 'finish personal']],
  ])('makes it the active one, and leads on', async (organization, wanted) => {
    const { machine, asked } = start()
    machine.send({ type: 'SELECT', organization })
    machine.send({ type: 'SELECT', organization })
    await settle()
    expect([asked, machine.get().value]).toEqual([wanted, 'done'])
  })

  it('can be made again where there is nowhere to go', async () => {
    const { machine } = start({ finish: async () => false })
    machine.send({ type: 'SELECT', organization: fakeOrganization() })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'list', context: { chosen: null } })
  })

  it('stays with what went wrong, and is tried again', async () => {
    let isOnline = false
    const { machine } = start({
      select: () => (isOnline ? Promise.resolve() : Promise.reject(new TypeError('offline'))),
    })
    machine.send({ type: 'SELECT', organization: fakeOrganization() })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'list', error: { code: 'unknown_error' } })
    isOnline = true
    machine.send({ type: 'RETRY' })
    await settle()
    expect(machine.get().value).toBe('done')
  })

  it('can be given up for a new one, and come back to', () => {
    const { machine } = start()
    machine.send({ type: 'CREATE' })
    machine.send({ type: 'CANCEL' })
    expect(machine.get().value).toBe('list')
  })

  it('can be left by leaving', async () => {
    const { machine, asked } = start()
    machine.send({ type: 'SIGN_OUT' })
    await settle()
    expect(asked).toEqual(['signOut'])
  })
})
