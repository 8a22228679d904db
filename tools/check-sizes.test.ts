import { describe, expect, it } from 'vitest'
import { closureOf, measure, staticImportsOf } from './check-sizes.ts'

const files = new Map([
  ['keywright.js', 'const ui=()=>import("./index.js")'],
  ['index.js', 'import{a}from"./parts.js";const l=()=>import("./later.js");export{l};'],
  ['parts.js', 'export const a=1'],
  ['sign-in.app.js', 'import"./parts.js";import{b as c}from"./index.js";export{c}'],
  ['sign-up.app.js', 'export{a}from"./parts.js"'],
  ['later.js', 'export{}'],
  ['styles.css', ':root{}'],
  ['user-styles.css', ':root{}'],
  ['user.js', 'export{}'],
  ['user-user-profile.mount.js', 'import"./user.js"'],
])

describe('sizes', () => {
  it('count what a module stands on, and not what it loads later', () => {
    expect(staticImportsOf(files.get('index.js') ?? '')).toEqual(['parts.js'])
    expect(closureOf(files, ['index.js', 'sign-in.app.js'])).toEqual([
      'index.js',
      'parts.js',
      'sign-in.app.js',
    ])
  })

  it('count every piece once, and those that come later by themselves', () => {
    const rows = measure(files, '', new Map())
    expect(rows.map(({ name }) => name)).toContain('later: later.js')
    expect(rows.map(({ name }) => name)).toContain('first: parts.js')
  })

  it('count the client with what it is used for', () => {
    const noise = Array.from({ length: 2000 }, (_, index) => (index * 2654435761) % 4294967296).join(',')
    const bytesOf = (client: string) =>
      measure(new Map([...files, ['keywright.js', client]]), '', new Map()).find(
        ({ name }) => name === 'SignIn, first interactive',
      )?.bytes ?? 0
    expect(bytesOf(`const a=[${noise}]`) - bytesOf('')).toBeGreaterThan(5_000)
  })

  it('tell a missing file', () => {
    expect(() => closureOf(files, ['gone.js'])).toThrow('gone.js was not built')
  })

  it('go over when more is fetched than the budget allows', () => {
    const noise = Array.from({ length: 9000 }, (_, index) => (index * 2654435761) % 4294967296).join(',')
    const heavy = new Map([...files, ['parts.js', `export const a=[${noise}]`]])
    const over = measure(heavy, '', new Map()).filter(({ bytes, limit }) => bytes > limit)
    const names = ['SignIn, first interactive', 'SignUp, first interactive', 'first: parts.js']
    expect(over.map(({ name }) => name)).toEqual(names)
  })
})
