import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { type Save, saveName, savePassword, saveUsername, sectionFlow } from './section.flow.ts'

function open(save: Save, answers: FakeAnswer[], prove?: () => Promise<boolean>) {
  const ports = profilePorts(answers, prove)
  const machine = createMachine(sectionFlow(save), { isSaved: false }, { ports })
  machine.subscribe(() => undefined)
  machine.send({ type: 'OPEN' })
  return { machine, ports }
}

const rows: [name: string, save: Save, values: Record<string, string>, call: string][] = [
  [
    'the name, without the blanks around it',
    saveName,
    { first_name: ' Ada ', last_name: '' },
    'PATCH /v1/me {"first_name":"Ada","last_name":""}',
  ],
  ['the username', saveUsername, { username: 'ada ' }, 'PATCH /v1/me {"username":"ada"}'],
  [
    'the first password',
    savePassword,
    { new_password: ' new ' },
    'POST /v1/me/change_password {"new_password":" new ","sign_out_of_other_sessions":false}',
  ],
  [
    'another password',
    savePassword,
    { current_password: 'old', new_password: 'new', sign_out_others: 'true' },
    'POST /v1/me/change_password {"current_password":"old","new_password":"new","sign_out_of_other_sessions":true}',
  ],
]

describe('a section of the profile', () => {
  it.each(rows)('saves %s', async (_, save, values, call) => {
    const { machine, ports } = open(save, [{}])
    machine.send({ type: 'SUBMIT', values })
    await settle()
    expect([linesOf(ports), machine.get()]).toMatchObject([
      [call],
      { value: 'closed', context: { isSaved: true } },
    ])
  })

  it('says once that it was saved', async () => {
    const { machine } = open(saveName, [{}])
    machine.send({ type: 'SUBMIT', values: {} })
    await settle()
    machine.send({ type: 'OPEN' })
    machine.send({ type: 'CANCEL' })
    expect(machine.get()).toMatchObject({ value: 'closed', context: { isSaved: false } })
  })

  it('stays open with what was wrong, and saves what is sent next', async () => {
    const { machine, ports } = open(saveUsername, [refusal('form_identifier_exists'), {}])
    machine.send({ type: 'SUBMIT', values: { username: 'ada' } })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'open', error: { code: 'form_identifier_exists' } })
    machine.send({ type: 'SUBMIT', values: { username: 'ada2' } })
    await settle()
    expect([machine.get().value, ports.calls.length]).toEqual(['closed', 2])
  })

  it('sends once, however often it is pressed', async () => {
    const { machine, ports } = open(saveName, [{}, {}])
    for (let press = 0; press < 3; press += 1) machine.send({ type: 'SUBMIT', values: {} })
    await settle()
    expect(ports.calls).toHaveLength(1)
  })

  it('drops an answer that comes after it was closed', async () => {
    let answer: (value: object) => void = () => undefined
    const late = new Promise<object>((resolve) => {
      answer = resolve
    })
    const { machine } = open(saveName, [late])
    machine.send({ type: 'SUBMIT', values: {} })
    machine.send({ type: 'CANCEL' })
    machine.send({ type: 'OPEN' })
    answer({})
    await settle()
    expect(machine.get()).toMatchObject({ value: 'open', context: { isSaved: false } })
  })
})

describe('what is sensitive', () => {
  const needed = () => refusal('session_reverification_required')
  const submit = { type: 'SUBMIT', values: { new_password: 'new' } } as const

  it('is done once the proof is given', async () => {
    const { machine, ports } = open(savePassword, [needed(), {}], async () => true)
    machine.send(submit)
    await settle()
    expect([machine.get().value, ports.calls[0], ports.calls.length]).toEqual(['closed', ports.calls[1], 2])
  })

  it('stays as it was when the proof is not given, and nothing is said', async () => {
    const { machine, ports } = open(savePassword, [needed()], async () => false)
    machine.send(submit)
    await settle()
    expect(machine.get()).toMatchObject({ value: 'open', pending: undefined, error: undefined })
    expect(ports.calls).toHaveLength(1)
  })

  it('is tried again once only', async () => {
    const { machine, ports } = open(savePassword, [needed(), needed()], async () => true)
    machine.send(submit)
    await settle()
    expect(machine.get()).toMatchObject({ value: 'open', error: { code: 'session_reverification_required' } })
    expect(ports.calls).toHaveLength(2)
  })

  it('shares one proof', async () => {
    const asked: string[] = []
    let give: (isProven: boolean) => void = () => undefined
    const prove = () => {
      asked.push('asked')
      return new Promise<boolean>((resolve) => {
        give = resolve
      })
    }
    const { api } = profilePorts([needed(), needed(), {}, {}], prove)
    const call = { method: 'DELETE', path: '/v1/me' } as const
    const both = Promise.all([api.send(call), api.send(call)])
    await settle()
    give(true)
    await both
    expect(asked).toEqual(['asked'])
  })
})
