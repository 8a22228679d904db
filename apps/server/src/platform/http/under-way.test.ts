import { describe, expect, it } from 'vitest'
import { createUnderWay } from './under-way.ts'

describe('what is under way', () => {
  it('is what was added and not taken off', () => {
    const underWay = createUnderWay<{ name: string }>()
    const [first, second, third] = [{ name: 'first' }, { name: 'second' }, { name: 'third' }]
    const endFirst = underWay.add(first)
    underWay.add(second)
    endFirst()
    expect(underWay.all()).toEqual([second])
    underWay.add(third)
    expect(underWay.all()).toEqual([third, second])
  })

  it('is not disturbed by an end that is told twice', () => {
    const underWay = createUnderWay<object>()
    const end = underWay.add({})
    end()
    const next = {}
    underWay.add(next)
    end()
    underWay.add({})
    expect(underWay.all()).toContain(next)
    expect(underWay.all()).toHaveLength(2)
  })
})
