import { describe, expect, it } from 'vitest'
import { type FakeAnswer, refusal, settle } from '../../testing/fake-ports.ts'
import { linesOf, profilePorts } from '../../testing/profile-ports.ts'
import { createMachine } from '../machine.ts'
import { noSecondFactors, type SecondFactorsEvent, secondFactorsFlow } from './second-factors.flow.ts'

async function walk(answers: FakeAnswer[], events: SecondFactorsEvent[], isProven = false) {
  const ports = profilePorts(answers, async () => isProven)
  const machine = createMachine(secondFactorsFlow, noSecondFactors, { ports })
  machine.subscribe(() => undefined)
  for (const event of events) {
    machine.send(event)
    await settle()
  }
  return { ...machine.get(), lines: linesOf(ports) }
}

const told = { secret: 'GEZDGNBV', uri: 'otpauth://totp/x' }
const setUp = { type: 'SET_UP' } as const
const submit = { type: 'SUBMIT_CODE', code: '123456' } as const
const confirm = { type: 'CONFIRM' } as const

describe('an authenticator app', () => {
  it('is told its secret, and brings backup codes with its first code', async () => {
    expect(await walk([told], [setUp])).toMatchObject({ value: 'scan', context: told })
    const after = await walk([told, { backup_codes: ['a', 'b'] }], [setUp, submit])
    expect(after).toMatchObject({ value: 'codes', context: { ...noSecondFactors, codes: ['a', 'b'] } })
    expect(after.lines).toEqual([
      'POST /v1/me/totp',
      'POST /v1/me/totp/attempt_verification {"code":"123456"}',
    ])
    const kept = await walk([told, { backup_codes: ['a'] }], [setUp, submit, confirm])
    expect(kept).toMatchObject({ value: 'list', context: noSecondFactors })
  })

  it('says so where there are no backup codes', async () => {
    const after = await walk([told, { backup_codes: null }], [setUp, submit])
    expect(after).toMatchObject({ value: 'list', context: { ...noSecondFactors, notice: 'added' } })
  })

  it('keeps what it was told when the code is wrong, and forgets it when it is given up', async () => {
    const wrong = refusal('form_code_incorrect', { param_name: 'code' })
    expect(await walk([told, wrong], [setUp, submit])).toMatchObject({
      ...{ value: 'scan', context: told },
      error: { code: 'form_code_incorrect' },
    })
    expect(await walk([told], [setUp, { type: 'CANCEL' }])).toMatchObject({ context: noSecondFactors })
  })

  it('is removed', async () => {
    const after = await walk([{}], [{ type: 'REMOVE' }, confirm])
    expect(after).toMatchObject({ value: 'list', context: { notice: 'removed' } })
    expect(after.lines).toEqual(['DELETE /v1/me/totp'])
  })
})

describe('backup codes', () => {
  it('are made anew', async () => {
    const after = await walk([{ codes: ['c'] }], [{ type: 'RENEW' }, confirm])
    expect(after).toMatchObject({ value: 'codes', context: { codes: ['c'] } })
    expect(after.lines).toEqual(['POST /v1/me/backup_codes'])
  })

  it('wait for a proof, and stay as they are without it', async () => {
    const asked = refusal('session_reverification_required')
    const events: SecondFactorsEvent[] = [{ type: 'RENEW' }, confirm]
    expect(await walk([asked], events)).toMatchObject({ value: 'renew', error: undefined })
    expect(await walk([asked, { codes: ['c'] }], events, true)).toMatchObject({ value: 'codes' })
  })
})
