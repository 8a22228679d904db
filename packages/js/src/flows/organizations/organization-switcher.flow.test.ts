import { describe, expect, it } from 'vitest'
import { settle } from '../../testing/fake-ports.ts'
import { fakeMembership } from '../../testing/organization-ports.ts'
import { createMachine } from '../machine.ts'
import {
  type SwitcherContext,
  type SwitcherEvent,
  type SwitcherPorts,
  switcherFlow,
} from './organization-switcher.flow.ts'

const memberships = Array.from({ length: 45 }, (_, index) => fakeMembership(`org_${index}`))
const signedIn: SwitcherContext = {
  ...{ sessionId: 'sess_1', memberships, activeId: 'org_0', mayCreate: true, listed: 20, chosen: null },
}

function start(change: Partial<SwitcherPorts> = {}) {
  const asked: string[] = []
  const note = (name: string) => async (detail: string | null) => void asked.push(`${name} ${detail}`)
  const machine = createMachine(switcherFlow, signedIn, {
    ports: {
      later: () => () => undefined,
      ...{ select: note('select'), load: note('load'), open: note('open') },
      ...change,
    },
  })
  machine.subscribe(() => undefined)
  machine.send({ type: 'OPEN' })
  return { machine, asked }
}

const rows: [event: SwitcherEvent, asked: string[]][] = [
  [{ type: 'CLOSE' }, []],
  [{ type: 'SELECT', id: 'org_2' }, ['select org_2']],
  [{ type: 'SELECT', id: null }, ['select null']],
  [{ type: 'MANAGE' }, ['load profile', 'open profile']],
  [{ type: 'CREATE' }, ['load create', 'open create']],
]

describe('the menu of organizations', () => {
  it.each(rows)('does what %o asks for, and closes', async (event, wanted) => {
    const { machine, asked } = start()
    machine.send(event)
    await settle()
    expect([asked, machine.get().value]).toEqual([wanted, 'closed'])
  })

  it('lists some at once, and more when they are asked for', () => {
    const { machine } = start()
    machine.send({ type: 'MORE' })
    expect(machine.get()).toMatchObject({ value: 'open', context: { listed: 40 } })
  })

  it('stays open with what went wrong, and tries again', async () => {
    let isOnline = false
    const { machine } = start({
      select: () => (isOnline ? Promise.resolve() : Promise.reject(new TypeError('offline'))),
    })
    machine.send({ type: 'SELECT', id: 'org_2' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'open', error: { code: 'unknown_error' } })
    isOnline = true
    machine.send({ type: 'RETRY' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'closed', error: undefined })
  })

  it('closes when another tab has switched, and stays open when only a name has changed', () => {
    const { machine } = start()
    const now = {
      type: 'SYNC',
      sessionId: 'sess_1',
      memberships,
      activeId: 'org_0',
      mayCreate: true,
    } as const
    machine.send(now)
    expect(machine.get().value).toBe('open')
    machine.send({ ...now, activeId: 'org_1' })
    expect(machine.get().value).toBe('closed')
  })

  it('is gone while nobody is signed in, and back with the next', () => {
    const { machine } = start()
    const nobody = {
      type: 'SYNC',
      sessionId: null,
      memberships: [],
      activeId: null,
      mayCreate: false,
    } as const
    machine.send(nobody)
    expect(machine.get().value).toBe('signed_out')
    machine.send({ ...nobody, sessionId: 'sess_2' })
    expect(machine.get().value).toBe('closed')
  })
})
