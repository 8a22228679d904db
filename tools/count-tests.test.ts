import { describe, expect, it } from 'vitest'
import { countTests } from './count-tests.ts'

function file(status: string, ...statuses: string[]) {
  return {
    name: 'a.test.ts',
    status,
    assertionResults: statuses.map((one, at) => ({ status: one, fullName: `${one} ${at}` })),
  }
}

describe('countTests', () => {
  it('adds up passed and failed tests over files', () => {
    const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')] }
    expect(countTests(report, { skippedIsFailed: false })).toEqual({ passed: 3, failed: 1, skipped: [] })
  })

  it('counts a file that broke before its tests ran as one failure', () => {
    expect(countTests({ testResults: [file('failed')] }, { skippedIsFailed: false }).failed).toBe(1)
  })

  it('names skipped tests', () => {
    const report = { testResults: [file('passed', 'passed', 'pending', 'todo')] }
    expect(countTests(report, { skippedIsFailed: false })).toEqual({
      passed: 1,
      failed: 0,
      skipped: ['pending 1', 'todo 2'],
    })
  })

  it('counts skipped tests as failures where none may be skipped', () => {
    const report = { testResults: [file('passed', 'passed', 'skipped')] }
    expect(countTests(report, { skippedIsFailed: true })).toMatchObject({ passed: 1, failed: 1 })
  })
})
