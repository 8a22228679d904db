import { describe, expect, it } from 'vitest'
import { type FakeAnswer, fakePorts, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import {
  otherProofs,
  type ReverificationEvent,
  type ReverificationState,
  reverificationFlow,
} from './reverification.flow.ts'

const password = { strategy: 'password' }
const code = { strategy: 'email_code', email_address_id: 'idn_1', safe_identifier: 'a*@b', primary: true }
const passkey = { strategy: 'passkey' }
const waits = (...factors: object[]) => ({ status: 'needs_first_factor', supported_first_factors: factors })
const complete = { status: 'complete' }
const waitsForSecond = {
  status: 'needs_second_factor',
  supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
}

async function walk(answers: FakeAnswer[], events: ReverificationEvent[] = []) {
  const { api, now, later, calls } = fakePorts(answers)
  const finished: string[] = []
  const machine = createMachine(
    reverificationFlow,
    {
      ...{
        level: 'first_factor',
        sessionId: 'sess_1',
        identifier: 'ada@example.com',
        factors: [],
        factor: null,
        hasBackupCode: false,
      },
      ...{ resendAt: null, notice: null },
    },
    { ports: { api, now, later, finish: async () => void finished.push('finished') } },
  )
  machine.subscribe(() => undefined)
  await settle()
  for (const event of events) {
    machine.send(event)
    await settle()
  }
  return { machine, finished, lines: linesOf({ calls }) }
}

const path = 'POST /v1/client/sessions/sess_1/verify'
const started = `${path} {"level":"first_factor"}`
const codeSent = `${path}/prepare_first_factor {"strategy":"email_code","email_address_id":"idn_1"}`

type Row = [
  name: string,
  answers: FakeAnswer[],
  events: ReverificationEvent[],
  calls: string[],
  to: ReverificationState,
]

const rows: Row[] = [
  ['begins with the password', [waits(code, password)], [], [started], 'password'],
  ['sends a code where there is none', [waits(code), {}], [], [started, codeSent], 'email_code'],
  ['offers nothing it has no screen for', [waits(passkey)], [], [started], 'unavailable'],
  [
    'asks for no second factor that it cannot show',
    [{ status: 'needs_second_factor', supported_second_factors: [{ strategy: 'phone_code' }] }],
    [],
    [started],
    'unavailable',
  ],
  ['begins with the second factor where that alone is asked for', [waitsForSecond], [], [started], 'totp'],
  [
    'goes on with the second factor after the first',
    [waits(password), waitsForSecond, complete],
    [
      { type: 'SUBMIT_PASSWORD', password: 'secret' },
      { type: 'SUBMIT_CODE', code: '123456' },
    ],
    [
      started,
      `${path}/attempt_first_factor {"strategy":"password","password":"secret"}`,
      `${path}/attempt_second_factor {"strategy":"totp","code":"123456"}`,
    ],
    'done',
  ],
  [
    'takes a backup code instead',
    [waitsForSecond, complete],
    [{ type: 'SHOW_OTHER' }, { type: 'SUBMIT_CODE', code: 'abcdefghjk' }],
    [started, `${path}/attempt_second_factor {"strategy":"backup_code","code":"abcdefghjk"}`],
    'done',
  ],
  [
    'is given by password',
    [waits(password), complete],
    [{ type: 'SUBMIT_PASSWORD', password: 'secret' }],
    [started, `${path}/attempt_first_factor {"strategy":"password","password":"secret"}`],
    'done',
  ],
  [
    'is given by code, chosen instead of the password',
    [waits(password, code), {}, complete],
    [
      { type: 'SHOW_ALTERNATIVES' },
      { type: 'SELECT', factor: code },
      { type: 'SUBMIT_CODE', code: '424242' },
    ],
    [started, codeSent, `${path}/attempt_first_factor {"strategy":"email_code","code":"424242"}`],
    'done',
  ],
  [
    'goes back to where it was',
    [waits(password, code)],
    [{ type: 'SHOW_ALTERNATIVES' }, { type: 'BACK' }],
    [started],
    'password',
  ],
  [
    'sends another code',
    [waits(code), {}, {}],
    [{ type: 'RESEND' }],
    [started, codeSent, codeSent],
    'email_code',
  ],
]

describe('the proof that it is still its user', () => {
  it.each(rows)('%s', async (_, answers, events, calls, to) => {
    const { machine, lines, finished } = await walk(answers, events)
    expect([lines, machine.get().value]).toEqual([calls, to])
    expect(finished).toEqual(to === 'done' ? ['finished'] : [])
  })

  it('stays at the field with what was wrong', async () => {
    const { machine, finished } = await walk(
      [waits(password), refusal('form_password_incorrect', { param_name: 'password' })],
      [{ type: 'SUBMIT_PASSWORD', password: 'wrong' }],
    )
    expect(machine.get()).toMatchObject({ value: 'password', error: { faults: [{ param: 'password' }] } })
    expect(finished).toEqual([])
  })

  it('begins again when what was begun is over, and says so', async () => {
    const over = refusal('session_reverification_missing')
    const { machine, lines } = await walk(
      [waits(password), over, waits(password)],
      [{ type: 'SUBMIT_PASSWORD', password: 'late' }],
    )
    expect([lines.length, machine.get()]).toMatchObject([
      3,
      { value: 'password', context: { notice: 'expired' } },
    ])
  })

  it('offers what is left', () => {
    const context = { factors: [password, code], factor: password }
    expect(otherProofs(context as never)).toEqual([code])
  })
})
