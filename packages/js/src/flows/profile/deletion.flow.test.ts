import { describe, expect, it } from 'vitest'

import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { type DeletionPreview, deletionFlow } from './deletion.flow.ts'

const preview: DeletionPreview = {
  ...{ object: 'deletion_preview', user_id: 'user_1', deletable: true, organizations: [] },
  ...{ revoked_invitations_count: 0, withdrawn_requests_count: 0, withdrawn_suggestions_count: 0 },
}

async function open(answers: FakeAnswer[]) {
  const ports = profilePorts(answers)
  const machine = createMachine(deletionFlow, { preview: undefined }, { ports })
  machine.subscribe(() => undefined)
  machine.send({ type: 'OPEN' })
  await settle()
  return { machine, ports }
}

const word = 'delete my account'

describe('an account', () => {
  it('tells what goes with it before it can be deleted', async () => {
    const { machine, ports } = await open([preview])
    expect(linesOf(ports)).toEqual(['GET /v1/me/deletion_preview'])
    expect(machine.get()).toMatchObject({ value: 'open', context: { preview } })
  })

  it('cannot be deleted unseen', async () => {
    const { machine } = await open([new TypeError('offline')])
    expect(machine.get()).toMatchObject({ value: 'closed', error: expect.anything() })
    expect(machine.can('SUBMIT')).toBe(false)
  })

  it('is deleted by who has typed the words, and left', async () => {
    const { machine, ports } = await open([preview, {}])
    machine.send({ type: 'SUBMIT', values: { confirmation: ' Delete My Account', word } })
    await settle()
    expect([linesOf(ports).at(-1), ports.left, machine.get().value]).toEqual([
      'DELETE /v1/me',
      ['left'],
      'closed',
    ])
  })

  it('stays where an organization has come to need it, and shows that', async () => {
    const refused = { ...preview, deletable: false }
    const { machine, ports } = await open([
      preview,
      refusal('organization_minimum_permissions_needed'),
      refused,
    ])
    machine.send({ type: 'SUBMIT', values: { confirmation: word, word } })
    await settle()
    expect([ports.left, machine.get().error]).toEqual([[], undefined])
    expect(machine.get()).toMatchObject({ value: 'open', context: { preview: { deletable: false } } })
  })

  it('stays where they were not', async () => {
    const { machine, ports } = await open([preview])
    machine.send({ type: 'SUBMIT', values: { confirmation: '', word } })
    await settle()
    expect(linesOf(ports)).toEqual(['GET /v1/me/deletion_preview'])
    expect(machine.get()).toMatchObject({ value: 'open', error: { faults: [{ param: 'confirmation' }] } })
  })
})
