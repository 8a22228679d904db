import { defaultInstanceSettings } from '@keywright/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Verification } from './verification.entity.ts'
import { attemptsMax, isTestAddress, isTestMode, judgeAttempt, statusAt } from './verifications.policy.ts'

const open: Verification = {
  id: 'ver_1',
  strategy: 'email_code',
  status: 'unverified',
  purpose: 'sign_in',
  ownerId: 'sia_1',
  target: 'someone@example.com',
  redirectUrl: null,
  message: null,
  clientId: null,
  attempts: 0,
  expireAt: new Date(1000),
  verifiedAt: null,
  externalRedirectUrl: null,
  error: null,
  createdAt: new Date(0),
}

/** Gives answers one after the other, and notes what became of each. */
function answerAll(answers: readonly boolean[]): ReturnType<typeof judgeAttempt>[] {
  let state = open
  return answers.map((isRight) => {
    const outcome = judgeAttempt(state, isRight)
    const attempts = state.attempts + (isRight ? 0 : 1)
    if (outcome === 'verified') state = { ...state, status: 'verified' }
    if (outcome === 'incorrect') state = { ...state, attempts }
    if (outcome === 'failed') state = { ...state, attempts, status: 'failed' }
    return outcome
  })
}

describe('judgeAttempt', () => {
  it('lets at most one of any sequence of answers pass, and none after too many wrong ones', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 12 }), (answers) => {
        const outcomes = answerAll(answers)
        expect(outcomes.filter((outcome) => outcome === 'verified').length).toBeLessThanOrEqual(1)
        const passed = outcomes.indexOf('verified')
        const wrongBefore = answers.slice(0, Math.max(passed, 0)).filter((isRight) => !isRight)
        expect(wrongBefore.length).toBeLessThan(attemptsMax)
      }),
    )
  })

  it('refuses a right answer that comes too late', () => {
    const status = statusAt('unverified', open.expireAt, new Date(1000))
    expect(judgeAttempt({ ...open, status }, true)).toBe('expired')
  })
})

describe('isTestAddress', () => {
  it('looks at the local part only', () => {
    expect(isTestAddress('jane+clerk_test@example.com')).toBe(true)
    expect(isTestAddress('jane+clerk_test2@example.com')).toBe(true)
    expect(isTestAddress('jane@example.com')).toBe(false)
    expect(isTestAddress('clerk_test@example.com')).toBe(false)
    expect(isTestAddress('jane@x+clerk_test.example.com')).toBe(false)
  })
})

describe('isTestMode', () => {
  it('is on in development, off in production, and what the settings say', () => {
    const mode = (environmentType: 'development' | 'production', testMode: boolean | null) =>
      isTestMode({ environmentType, settings: { ...defaultInstanceSettings, test_mode: testMode } })
    expect(mode('development', null)).toBe(true)
    expect(mode('production', null)).toBe(false)
    expect(mode('development', false)).toBe(false)
    expect(mode('production', true)).toBe(true)
  })
})
