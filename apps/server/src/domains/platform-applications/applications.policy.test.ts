import { describe, expect, it } from 'vitest'
import { slugOf } from './applications.policy.ts'

describe('the slug of an application', () => {
  it.each([
    ['My application', 'my-application'],
    ['  Crème & Söhne!  ', 'creme-sohne'],
    ['日本', 'app'],
    ['---', 'app'],
    ['a'.repeat(80), 'a'.repeat(40)],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
  ])('of "%s" is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('is always a DNS label, as it stands in a host', () => {
    for (const name of ['', '.', '-x-', 'Ünïcödé', '1', '$%&'])
      expect(slugOf(name)).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/)
  })
})
