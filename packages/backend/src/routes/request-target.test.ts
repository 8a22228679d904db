import { describe, expect, it } from 'vitest'
import { pathOf } from './request-target.ts'

describe('a request target', () => {
  it.each([
    ['/a/../b?c#d', '/a/../b'],
    ['//evil.example/a', '//evil.example/a'],
    ['http://evil.example/a?b', '/a'],
    ['http://evil.example', '/'],
    ['*', '/'],
    ['', '/'],
    ['/a%2fb\\c', '/a%2fb\\c'],
  ])('%s is held against patterns as %s', (target, path) => {
    expect(pathOf(target)).toBe(path)
  })
})
