import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { devicesFlow } from './devices.flow.ts'

const session = (id: string, last_active_at: number) => ({ id, last_active_at })
const three = [session('sess_2', 5), session('sess_1', 1), session('sess_3', 9)]

async function show(answers: FakeAnswer[]) {
  const ports = profilePorts(answers)
  const machine = createMachine(devicesFlow, { sessions: [], id: null }, { ports })
  machine.subscribe(() => undefined)
  await settle()
  const ids = () => machine.get().context.sessions.map(({ id }) => id)
  return { machine, ports, ids }
}

describe('the devices of a user', () => {
  it('begin with this one, then by their last sign of life', async () => {
    const { ids } = await show([three])
    expect(ids()).toEqual(['sess_1', 'sess_3', 'sess_2'])
  })

  it('are asked for again after the network was away', async () => {
    const { machine, ids } = await show([refusal('network_error'), three])
    expect(machine.get()).toMatchObject({ value: 'loading', error: { code: 'network_error' } })
    machine.send({ type: 'RETRY' })
    await settle()
    expect(ids()).toHaveLength(3)
  })

  it('are signed out from afar', async () => {
    const { machine, ports, ids } = await show([three, {}])
    machine.send({ type: 'REVOKE', id: 'sess_2' })
    expect(machine.get()).toMatchObject({ pending: 'REVOKE', context: { id: 'sess_2' } })
    await settle()
    expect([linesOf(ports).at(-1), ids()]).toEqual([
      'POST /v1/me/sessions/sess_2/revoke',
      ['sess_1', 'sess_3'],
    ])
  })

  it('are signed out all but this one', async () => {
    const { machine, ports, ids } = await show([three, {}, {}, [session('sess_1', 1)]])
    machine.send({ type: 'REVOKE_OTHERS' })
    await settle()
    expect(linesOf(ports).slice(1, 3)).toEqual([
      'POST /v1/me/sessions/sess_3/revoke',
      'POST /v1/me/sessions/sess_2/revoke',
    ])
    expect(ids()).toEqual(['sess_1'])
  })

  it('stay listed when one could not be', async () => {
    const { machine, ids } = await show([three, refusal('network_error')])
    machine.send({ type: 'REVOKE', id: 'sess_2' })
    await settle()
    expect([ids().length, machine.get().error?.code]).toEqual([3, 'network_error'])
  })
})
