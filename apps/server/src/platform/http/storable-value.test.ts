import { describe, expect, it } from 'vitest'
import { findUnstorable } from './storable-value.ts'

function nest(depth: number): unknown {
  return Array.from({ length: depth }).reduce((inner) => ({ a: inner }), 'x')
}

describe('what can be stored', () => {
  it.each([
    ['nothing', undefined],
    ['text of any script', { name: 'Zoë 𝕏 \t\n' }],
    ['lists and documents', { list: ['a', { b: null }], time: new Date(), bytes: new Uint8Array([0]) }],
    ['fifty levels', { deep: nest(50) }],
  ])('takes %s', (_what, value) => {
    expect(findUnstorable(value)).toBeUndefined()
  })

  it.each([
    ['NUL', { name: 'a\0b' }, 'name'],
    ['half a character', { name: '\ud800' }, 'name'],
    ['NUL far inside', { metadata: { a: ['b', { c: '\0' }] } }, 'metadata'],
    ['NUL in a name within', { metadata: { '\0': 1 } }, 'metadata'],
    ['NUL in a name', { '\0': 1 }, 'body'],
    ['NUL in an element', ['\0'], '0'],
    ['a bare text', '\0', 'body'],
    ['a hundred levels', { deep: nest(100) }, 'deep'],
    ['levels enough to overflow a stack', { deep: nest(100_000) }, 'deep'],
  ])('finds %s', (_what, value, param) => {
    expect(findUnstorable(value)).toEqual({ param })
  })
})
