import { describe, expect, it } from 'vitest'
import { createMachine } from './machine.ts'
import {
  type UserButtonContext,
  type UserButtonEvent,
  type UserButtonPorts,
  type UserButtonState,
  userButtonFlow,
} from './user-button.flow.ts'

const account = (sessionId: string) => ({ sessionId, name: '', identifier: `${sessionId}@x`, imageUrl: null })
const accounts = [account('sess_1'), account('sess_2')]
const signedIn: UserButtonContext = { accounts, sessionId: 'sess_1', isSingleSession: false, chosen: null }

/** Everything that is asked, and how it ends. */
function start(context: Partial<UserButtonContext> = {}, change: Partial<UserButtonPorts> = {}) {
  const asked: string[] = []
  const note = (what: string) => async (detail?: string) =>
    void asked.push(detail === undefined ? what : `${what} ${detail}`)
  const ports: UserButtonPorts = {
    later: () => () => undefined,
    activate: note('activate'),
    signOut: note('signOut'),
    loadProfile: note('loadProfile'),
    openProfile: note('openProfile'),
    addAccount: note('addAccount'),
    ...change,
  }
  const machine = createMachine(userButtonFlow, { ...signedIn, ...context }, { ports })
  const seen: string[] = []
  machine.subscribe(({ value }) => {
    if (seen.at(-1) !== value) seen.push(value)
  })
  return { machine, asked, seen }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

type Row = [event: UserButtonEvent, asked: string[], to: UserButtonState]

const rows: Row[] = [
  [{ type: 'CLOSE' }, [], 'closed'],
  [{ type: 'SWITCH', sessionId: 'sess_2' }, ['activate sess_2'], 'closed'],
  [{ type: 'MANAGE' }, ['loadProfile', 'openProfile'], 'closed'],
  [{ type: 'ADD_ACCOUNT' }, ['addAccount'], 'closed'],
  [{ type: 'SIGN_OUT' }, ['signOut sess_1'], 'closed'],
  [{ type: 'SIGN_OUT_ALL' }, ['signOut'], 'closed'],
]

describe('the menu of a user', () => {
  it.each(rows)('does what %o asks for, and closes', async (event, wanted, to) => {
    const { machine, asked } = start()
    machine.send({ type: 'OPEN' })
    machine.send(event)
    await settle()
    expect([asked, machine.get().value]).toEqual([wanted, to])
  })

  it('understands nothing else while it is closed', async () => {
    const { machine, asked } = start()
    for (const [event] of rows) machine.send(event)
    await settle()
    expect([asked, machine.get().value]).toEqual([[], 'closed'])
  })

  it('is closed before the profile opens, so that the focus has somewhere to return to', async () => {
    const { machine, seen } = start()
    machine.send({ type: 'OPEN' })
    machine.send({ type: 'MANAGE' })
    await settle()
    expect(seen).toEqual(['closed', 'open', 'managing', 'closed'])
  })

  it('asks once, however often it is pressed', async () => {
    const { machine, asked } = start()
    machine.send({ type: 'OPEN' })
    machine.send({ type: 'SIGN_OUT' })
    machine.send({ type: 'SIGN_OUT' })
    machine.send({ type: 'SIGN_OUT_ALL' })
    await settle()
    expect(asked).toEqual(['signOut sess_1'])
  })

  it('stays open with what went wrong, and tries again', async () => {
    let isOnline = false
    const { machine } = start(
      {},
      { activate: () => (isOnline ? Promise.resolve() : Promise.reject(new TypeError('offline'))) },
    )
    machine.send({ type: 'OPEN' })
    machine.send({ type: 'SWITCH', sessionId: 'sess_2' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'open', error: { code: 'unknown_error' } })
    isOnline = true
    machine.send({ type: 'RETRY' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'closed', error: undefined })
  })

  it('closes when another tab has switched, and drops the answer that comes after', async () => {
    let answer = () => {}
    const { machine } = start({}, { signOut: () => new Promise((resolve) => (answer = resolve)) })
    machine.send({ type: 'OPEN' })
    machine.send({ type: 'SIGN_OUT' })
    machine.send({ type: 'SYNC', accounts, sessionId: 'sess_2' })
    machine.send({ type: 'OPEN' })
    answer()
    await settle()
    expect(machine.get()).toMatchObject({ value: 'open', context: { sessionId: 'sess_2' } })
  })

  it.each(['closed', 'open'] as const)('stays %s when somebody else is added', (value) => {
    const { machine } = start()
    if (value === 'open') machine.send({ type: 'OPEN' })
    machine.send({ type: 'SYNC', accounts: [...accounts, account('sess_3')], sessionId: 'sess_1' })
    expect(machine.get()).toMatchObject({ value, context: { accounts: { length: 3 } } })
  })

  it('is gone while nobody is signed in, and back with the next', () => {
    const { machine } = start()
    machine.send({ type: 'OPEN' })
    machine.send({ type: 'SYNC', accounts: [], sessionId: null })
    expect(machine.get().value).toBe('signed_out')
    machine.send({ type: 'SYNC', accounts, sessionId: 'sess_2' })
    expect(machine.get().value).toBe('closed')
  })
})
