import { describe, expect, it } from 'vitest'
import { readAppearance } from './read-appearance.ts'

const dark = { name: 'dark', variables: { colorBackground: '#212126', colorPrimary: 'white' } }

describe('an appearance', () => {
  it('of our own stays as it is', () => {
    for (const given of [undefined, {}, { theme: 'dark', variables: { colorPrimary: 'red' }, elements: {} }])
      expect(readAppearance(given)).toBe(given)
  })

  it('takes a theme that is an object, and the app’s variables before those', () => {
    const expected = { theme: 'dark', variables: { colorBackground: '#212126', colorPrimary: 'red' } }
    const variables = { colorPrimary: 'red' }
    expect(readAppearance({ baseTheme: dark, variables })).toEqual(expected)
    expect(readAppearance({ theme: dark, variables })).toEqual(expected)
    expect(readAppearance({ baseTheme: [{ name: 'neobrutalism' }, dark], variables })).toEqual(expected)
  })

  it('keeps the rest, and leaves out what says nothing', () => {
    expect(readAppearance({ baseTheme: undefined, elements: { card: 'x' } })).toEqual({
      elements: { card: 'x' },
      baseTheme: undefined,
    })
    expect(readAppearance({ baseTheme: null, elements: { card: 'x' } })).toEqual({
      ...{ elements: { card: 'x' }, variables: {} },
      theme: undefined,
    })
  })

  it('knows variables by the names they had before', () => {
    expect(readAppearance({ variables: { colorText: 'black', colorPrimary: 'red' } })).toMatchObject({
      variables: { colorForeground: 'black', colorPrimary: 'red' },
    })
  })
})
