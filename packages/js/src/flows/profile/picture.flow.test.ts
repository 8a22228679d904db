import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { pictureFlow } from './picture.flow.ts'

function show(answers: FakeAnswer[] = []) {
  const ports = profilePorts(answers)
  const machine = createMachine(pictureFlow, { file: null }, { ports })
  machine.subscribe(() => undefined)
  return { machine, ports }
}

const png = new Blob(['x'], { type: 'image/png' })
const svg = new Blob(['<svg/>'], { type: 'image/svg+xml' })
const huge = new Blob([new Uint8Array(10 * 1024 * 1024 + 1)], { type: 'image/png' })

describe('the picture of a user', () => {
  it('is looked at before it is saved', async () => {
    const { machine, ports } = show([{}])
    machine.send({ type: 'CHOOSE', file: png })
    expect([machine.get().value, ports.calls]).toEqual(['chosen', []])
    machine.send({ type: 'SAVE' })
    await settle()
    expect([linesOf(ports), machine.get()]).toMatchObject([
      ['POST /v1/me/profile_image file'],
      { value: 'shown', context: { file: null } },
    ])
  })

  it.each([
    ['is no picture', svg, 'image_type_not_supported'],
    ['is too large', huge, 'image_too_large'],
  ])('is refused before it travels when it %s', (_, file, code) => {
    const { machine } = show()
    machine.send({ type: 'CHOOSE', file })
    expect(machine.get()).toMatchObject({ value: 'shown', error: { code } })
    machine.send({ type: 'CHOOSE', file: png })
    machine.send({ type: 'CHOOSE', file })
    expect(machine.get()).toMatchObject({ value: 'chosen', context: { file: png }, error: { code } })
  })

  it('stays chosen when the network is away', async () => {
    const { machine, ports } = show([refusal('network_error'), {}])
    machine.send({ type: 'CHOOSE', file: png })
    machine.send({ type: 'SAVE' })
    await settle()
    expect(machine.get()).toMatchObject({ value: 'chosen', error: { code: 'network_error' } })
    machine.send({ type: 'RETRY' })
    await settle()
    expect([machine.get().value, ports.calls.length]).toEqual(['shown', 2])
  })

  it('is removed, or not chosen after all', async () => {
    const { machine, ports } = show([{}])
    machine.send({ type: 'CHOOSE', file: png })
    machine.send({ type: 'CANCEL' })
    machine.send({ type: 'REMOVE' })
    await settle()
    expect([linesOf(ports), machine.get().value]).toEqual([['DELETE /v1/me/profile_image'], 'shown'])
  })
})
