import { describe, expect, it } from 'vitest'
import { parseCoverageArguments } from './arguments.ts'

describe('the command line of coverage:contract', () => {
  it('takes spec files, a file for JSON and the counts required', () => {
    const options = parseCoverageArguments([
      'users',
      '--json',
      'out.json',
      '--require',
      'frontend=50,backend=55',
    ])
    expect(options.specs).toEqual(['users'])
    expect(options.jsonFile).toBe('out.json')
    expect([...options.required]).toEqual([
      ['frontend', 50],
      ['backend', 55],
    ])
  })
  it('requires nothing when nothing is said', () => {
    expect(parseCoverageArguments([])).toEqual({ specs: [], jsonFile: undefined, required: new Map() })
  })
  it('refuses an API or a count that it does not know', () => {
    expect(() => parseCoverageArguments(['--require', 'webhooks=1'])).toThrow(
      '--require takes frontend=<count>',
    )
    expect(() => parseCoverageArguments(['--require', 'frontend=many'])).toThrow('this is "frontend=many"')
  })
})
