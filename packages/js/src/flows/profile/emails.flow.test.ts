import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { type EmailStrategy, type EmailsEvent, type EmailsState, emailsFlow } from './emails.flow.ts'

const both: readonly EmailStrategy[] = ['email_code', 'email_link']

async function walk(
  answers: FakeAnswer[],
  events: EmailsEvent[],
  verifyWith: readonly EmailStrategy[] = both,
  prove?: () => Promise<boolean>,
) {
  const ports = profilePorts(answers, prove)
  const context = { verifyWith, id: null, address: '', resendAt: null, notice: null }
  const machine = createMachine(emailsFlow, context, { ports })
  machine.subscribe(() => undefined)
  for (const event of events) {
    machine.send(event)
    await settle()
  }
  return { machine, ports }
}

const path = '/v1/me/email_addresses'
const made = { id: 'idn_9' }
const submit = { type: 'SUBMIT_ADDRESS', address: 'new@example.com' } as const
const prepared = (strategy: string) => `POST ${path}/idn_9/prepare_verification ${strategy}`
const codeSent = prepared('{"strategy":"email_code"}')
const linkSent = prepared('{"strategy":"email_link","redirect_url":"https://app.example.com/user"}')
const added = `POST ${path} {"email_address":"new@example.com"}`

type Row = [name: string, answers: FakeAnswer[], events: EmailsEvent[], calls: string[], to: EmailsState]

const rows: Row[] = [
  ['is added, and sent a code', [made, {}], [{ type: 'ADD' }, submit], [added, codeSent], 'code'],
  [
    'is proven by its code',
    [made, {}, {}],
    [{ type: 'ADD' }, submit, { type: 'SUBMIT_CODE', code: '424242' }],
    [added, codeSent, `POST ${path}/idn_9/attempt_verification {"code":"424242"}`],
    'list',
  ],
  [
    'can be sent a link instead',
    [made, {}, {}],
    [{ type: 'ADD' }, submit, { type: 'SWITCH' }],
    [added, codeSent, linkSent],
    'link',
  ],
  [
    'is sent another code',
    [made, {}, {}],
    [{ type: 'ADD' }, submit, { type: 'RESEND' }],
    [added, codeSent, codeSent],
    'code',
  ],
  ['is proven later', [{}], [{ type: 'VERIFY', id: 'idn_9', address: 'a@b' }], [codeSent], 'code'],
  [
    'becomes the primary one',
    [{}],
    [{ type: 'SET_PRIMARY', id: 'idn_9' }],
    ['PATCH /v1/me {"primary_email_address_id":"idn_9"}'],
    'list',
  ],
  [
    'is removed once that is confirmed',
    [{}],
    [{ type: 'REMOVE', id: 'idn_9', address: 'a@b' }, { type: 'CONFIRM' }],
    [`DELETE ${path}/idn_9`],
    'list',
  ],
  [
    'stays where that is not',
    [],
    [{ type: 'REMOVE', id: 'idn_9', address: 'a@b' }, { type: 'CANCEL' }],
    [],
    'list',
  ],
]

describe('an email address', () => {
  it.each(rows)('%s', async (_, answers, events, calls, to) => {
    const { machine, ports } = await walk(answers, events)
    expect([linesOf(ports), machine.get().value, machine.get().error]).toEqual([calls, to, undefined])
  })

  it('needs no proof where the instance asks for none', async () => {
    const { machine, ports } = await walk([made], [{ type: 'ADD' }, submit], [])
    expect([ports.calls.length, machine.get().value]).toEqual([1, 'list'])
  })

  it('keeps what was typed when it is refused', async () => {
    const { machine } = await walk([refusal('form_identifier_exists')], [{ type: 'ADD' }, submit])
    expect(machine.get()).toMatchObject({
      value: 'add',
      context: { address: 'new@example.com' },
      error: { code: 'form_identifier_exists' },
    })
  })

  it('is among the others, and says why, when no message could be sent to it', async () => {
    const failed = refusal('verification_code_too_many_requests')
    const { machine } = await walk([made, failed], [{ type: 'ADD' }, submit])
    expect(machine.get()).toMatchObject({ value: 'list', error: { code: failed.code } })
  })

  it('waits for its link, here or elsewhere, and learns who is signed in then', async () => {
    const { machine, ports } = await walk(
      [made, {}, { verification: { status: 'unverified' } }, { verification: { status: 'verified' } }, {}],
      [{ type: 'ADD' }, submit],
      ['email_link'],
    )
    await ports.tick()
    expect(machine.get().value).toBe('link')
    await ports.tick()
    expect(linesOf(ports).slice(-2)).toEqual([`GET ${path}/idn_9`, 'GET /v1/client'])
    expect(machine.get()).toMatchObject({ value: 'list', context: { notice: 'verified' } })
  })

  it('stays in its form when its user will not prove who they are', async () => {
    const needed = refusal('session_reverification_required')
    const { machine } = await walk([needed], [{ type: 'ADD' }, submit], both, async () => false)
    expect(machine.get()).toMatchObject({
      value: 'add',
      error: undefined,
      context: { address: 'new@example.com' },
    })
  })
})
