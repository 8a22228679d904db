import { defaultInstanceSettings, settingsJsonSchema } from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { nestedChange, settingGroups } from './settings-switches.policy.ts'

describe('settingGroups', () => {
  const groups = settingGroups(settingsJsonSchema(), defaultInstanceSettings)
  const all = groups.flatMap(({ switches }) => switches)

  it('finds every setting that is on or off, or one of a few', () => {
    const choices = (document: object, path: string[] = []): string[] =>
      Object.entries(document).flatMap(([key, value]) => {
        const at = [...path, key]
        if (typeof value === 'boolean') return [at.join('.')]
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? choices(value, at) : []
      })
    const paths = all.map(({ path }) => path)
    for (const path of choices(defaultInstanceSettings)) expect(paths).toContain(path)
    for (const path of ['sign_up.mode', 'tokens.signing_algorithm', 'test_mode'])
      expect(paths).toContain(path)
  })

  it('shows each with its present value among its choices', () => {
    for (const { path, value, choices } of all) expect([path, choices.includes(value)]).toEqual([path, true])
  })

  it('leaves out what is a number or a text', () => {
    const paths = all.map(({ path }) => path)
    for (const path of ['password.min_length', 'emails.from_name', 'tokens.claims', 'origins.allowed'])
      expect(paths).not.toContain(path)
  })
})

describe('nestedChange', () => {
  it('puts a value where its path says, and into no prototype', () => {
    expect(nestedChange('a.b', true)).toEqual({ a: { b: true } })
    expect(nestedChange('test_mode', null)).toEqual({ test_mode: null })
    nestedChange('__proto__.polluted', true)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})
