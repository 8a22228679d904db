import { describe, expect, it, vi } from 'vitest'
import { fakePorts, refusal, settle } from '../testing/fake-ports.ts'
import { createMachine, type MachineDefinition } from './machine.ts'

type State = 'idle' | 'asked' | 'waiting' | 'over'
type Event = { type: 'ASK'; name: string } | { type: 'GO' } | { type: 'STOP' }
interface Context {
  name: string
  count: number
}

/** A call that answers when it is told to. */
function deferred() {
  const answers: ((step: { to: State; set?: Partial<Context> }) => void)[] = []
  return { answers, call: () => new Promise<{ to: State }>((resolve) => answers.push(resolve)) }
}

function makeMachine(call: () => Promise<{ to: State; set?: Partial<Context> }>, part = '') {
  const enter = vi.fn(async (): Promise<object> => ({}))
  const poll = vi.fn(async (): Promise<{ to?: State }> => ({}))
  const ports = fakePorts()
  const definition: MachineDefinition<State, Context, Event, typeof ports> = {
    home: () => 'idle',
    states: {
      idle: {
        part: '',
        open: () => ({}),
        on: {
          ASK: { to: ['asked', 'idle'], call, keep: ({ name }) => ({ name }) },
          GO: { to: ['waiting'], move: ({ count }) => ({ set: { count: count + 1 } }) },
        },
      },
      asked: {
        part: 'asked',
        open: ({ name }) => (name ? { count: 7 } : undefined),
        on: { STOP: { to: ['over'] } },
      },
      waiting: {
        part: 'waiting',
        poll: { to: ['over'], everyMilliseconds: 5, call: poll },
        on: { STOP: { to: ['idle'] } },
      },
      over: { part: null, enter: { to: ['over'], call: enter }, on: {} },
    },
    refusals: { user_locked: { to: 'over', move: () => ({ set: { name: 'locked' } }) } },
  }
  const machine = createMachine(definition, { name: '', count: 0 }, { ports, part })
  return { machine, ports, enter, poll }
}

const ask = (name = 'ada'): Event => ({ type: 'ASK', name })

describe('a machine', () => {
  it('moves at once where nothing has to be asked', () => {
    const { machine } = makeMachine(async () => ({ to: 'asked' }))
    machine.send({ type: 'GO' })
    expect(machine.get()).toMatchObject({ value: 'waiting', context: { count: 1 }, pending: undefined })
  })

  it('is pending while it asks, keeps what was typed at once, and goes where the answer leads', async () => {
    const { answers, call } = deferred()
    const { machine } = makeMachine(call)
    machine.send(ask())
    expect(machine.get()).toMatchObject({ value: 'idle', pending: 'ASK', context: { name: 'ada' } })
    answers[0]?.({ to: 'asked', set: { count: 3 } })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'asked', pending: undefined, context: { count: 3 } })
  })

  it('asks once when it is told twice', async () => {
    const { answers, call } = deferred()
    const { machine } = makeMachine(call)
    machine.send(ask('first'))
    machine.send(ask('second'))
    expect(answers).toHaveLength(1)
    expect(machine.can('ASK')).toBe(false)
    expect(machine.get().context.name).toBe('first')
  })

  it('drops an answer that comes after somebody has moved on', async () => {
    const { answers, call } = deferred()
    const { machine } = makeMachine(call)
    machine.send(ask())
    machine.send({ type: 'GO' })
    answers[0]?.({ to: 'asked' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'waiting', pending: undefined })
  })

  it('drops a failure that comes too late, too', async () => {
    let fail: ((error: Error) => void) | undefined
    const { machine } = makeMachine(() => new Promise((_, reject) => (fail = reject)))
    machine.send(ask())
    machine.send({ type: 'GO' })
    fail?.(refusal('form_code_incorrect'))
    await settle()
    expect(machine.get()).toMatchObject({ value: 'waiting', error: undefined })
  })

  it('ignores what a state does not understand', () => {
    const { machine } = makeMachine(async () => ({ to: 'asked' }))
    const before = machine.get()
    machine.send({ type: 'STOP' })
    machine.send({ type: 'constructor' } as never)
    machine.send({ type: 'toString' } as never)
    expect(machine.get()).toBe(before)
  })

  it('keeps an unknown failure beside the state, and tries the same again', async () => {
    const answers = [() => Promise.reject(refusal('network_error')), async () => ({ to: 'asked' as const })]
    const { machine } = makeMachine(() => answers.shift()?.() ?? Promise.reject(new Error('none')))
    machine.send(ask())
    await settle()
    expect(machine.get()).toMatchObject({ value: 'idle', error: { code: 'network_error' } })
    expect(machine.can('RETRY')).toBe(true)
    machine.send({ type: 'RETRY' })
    expect(machine.get()).toMatchObject({ pending: 'ASK', error: undefined })
    await settle()
    expect(machine.get().value).toBe('asked')
    expect(machine.can('RETRY')).toBe(false)
  })

  it('reports a fault of this program as a failure, and does not fall over', async () => {
    const { machine } = makeMachine(() => Promise.reject(new TypeError('boom')))
    machine.send(ask())
    await settle()
    expect(machine.get()).toMatchObject({ value: 'idle', error: { code: 'unknown_error' } })
  })

  it('follows a refusal the table knows', async () => {
    const { machine } = makeMachine(() => Promise.reject(refusal('user_locked')))
    machine.send(ask())
    await settle()
    expect(machine.get()).toMatchObject({ value: 'over', context: { name: 'locked' }, error: undefined })
  })

  it('goes where an address leads, if that step is open, and drops what was under way', async () => {
    const { answers, call } = deferred()
    const { machine } = makeMachine(call)
    machine.send({ type: 'VISIT', part: 'asked' })
    expect(machine.get().value).toBe('idle')
    machine.send(ask())
    machine.send({ type: 'VISIT', part: 'asked' })
    expect(machine.get()).toMatchObject({ value: 'asked', context: { count: 7 }, pending: undefined })
    answers[0]?.({ to: 'over' })
    await settle()
    expect(machine.get().value).toBe('asked')
    machine.send({ type: 'VISIT', part: 'nowhere' })
    expect(machine.get().value).toBe('idle')
  })

  it('causes nothing until somebody watches, and then arrives once', async () => {
    const { machine, enter } = makeMachine(async () => ({ to: 'over' }))
    machine.send(ask())
    await settle()
    expect([machine.get().value, enter.mock.calls.length]).toEqual(['over', 0])
    const stop = machine.subscribe(() => undefined)
    await settle()
    stop()
    machine.subscribe(() => undefined)
    await settle()
    expect(enter).toHaveBeenCalledTimes(1)
  })

  it('polls while somebody watches, and no longer', async () => {
    const { machine, ports, poll } = makeMachine(async () => ({ to: 'asked' }))
    const stop = machine.subscribe(() => undefined)
    machine.send({ type: 'GO' })
    await ports.tick()
    await ports.tick()
    expect(poll).toHaveBeenCalledTimes(2)
    stop()
    await ports.tick()
    expect(poll).toHaveBeenCalledTimes(2)
  })

  it('hides the failures of polls, and ends them where one leads on', async () => {
    const { machine, ports, poll } = makeMachine(async () => ({ to: 'asked' }))
    machine.subscribe(() => undefined)
    machine.send({ type: 'GO' })
    poll.mockRejectedValueOnce(refusal('network_error'))
    await ports.tick()
    expect(machine.get()).toMatchObject({ value: 'waiting', error: undefined })
    poll.mockResolvedValueOnce({ to: 'over' })
    await ports.tick()
    expect(machine.get().value).toBe('over')
    await ports.tick()
    expect(poll).toHaveBeenCalledTimes(2)
  })

  it('tells a new listener where it stands, and everybody of every change', () => {
    const { machine } = makeMachine(async () => ({ to: 'asked' }))
    const seen: string[] = []
    const stop = machine.subscribe(({ value }) => seen.push(value))
    machine.send({ type: 'GO' })
    stop()
    machine.send({ type: 'STOP' })
    expect(seen).toEqual(['idle', 'waiting'])
  })
})
