import { describe, expect, it } from 'vitest'
import { nextContent, ownNames } from './write-example-env.ts'

describe('the .env of an example app', () => {
  it('is written where there is none, and kept up to date', () => {
    const first = nextContent(undefined, 'A=1\n')
    expect(first).toMatch(/^# Written by .*\nA=1\n$/)
    expect(nextContent(first, 'A=1\n')).toBeUndefined()
    expect(nextContent(first, 'A=2\n')).toContain('A=2')
  })

  it('has no secret where only a browser reads it', () => {
    const printed = {
      publishable_key: 'pk_test_a',
      secret_key: 'sk_test_b',
      frontend_api_url: 'http://localhost:3900',
    }
    expect(ownNames(JSON.stringify(printed))).toBe(
      'KEYWRIGHT_PUBLISHABLE_KEY=pk_test_a\nKEYWRIGHT_URL=http://localhost:3900\n',
    )
  })

  it('is left alone where somebody wrote it themselves', () => {
    expect(nextContent('A=mine\n', 'A=1\n')).toBeUndefined()
    expect(nextContent('', 'A=1\n')).toBeUndefined()
  })
})
