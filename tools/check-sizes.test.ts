import { describe, expect, it } from 'vitest'
import { type Built, closureOf, measure, staticImportsOf } from './check-sizes.ts'

const files = new Map([
  ['keywright.js', 'const ui=()=>import("./index.js")'],
  ['index.js', 'import{a}from"./parts.js";const l=()=>import("./later.js");export{l};'],
  ['parts.js', 'export const a=1'],
  ['more.js', 'import"./parts.js";import{b as c}from"./index.js";export{c}'],
  ['sign-in.app.js', 'import"./index.js"'],
  ['sign-up.app.js', 'import"./index.js"'],
  ['social.js', 'import"./index.js"'],
  ['later.js', 'export{}'],
  ['styles.css', ':root{}'],
  ['user.js', 'export{}'],
  ['user-user-profile.mount.js', 'import"./user.js"'],
  ['user-later-components.js', 'export{}'],
  ['user-organization-switcher.app.js', 'export{}'],
  ['user-organization-profile.mount.js', 'export{}'],
])

const built: Built = {
  files,
  portal: new Map([
    ['sign-in.js', 'const l=()=>import("./steps.js")'],
    ['sign-in-social.js', 'import"./sign-in.js"'],
    ['sign-up.js', 'export{}'],
    ['sign-up-social.js', 'import"./sign-up.js"'],
    ['steps.js', 'export{}'],
    ['user.js', 'export{}'],
    ['organizations.js', 'export{}'],
    ['organizations-organization-profile.mount.js', 'import"./organizations.js"'],
    ['portal.css', ':root{}'],
  ]),
  ...{ core: '', react: '', allStyles: '', elements: new Map([['elements.js', '']]) },
  ...{ languages: new Map([['de.js', 'export{}']]), languagesOfFlows: new Map([['de/sign-in', 'export{}']]) },
}

/** Text that no compression makes small. */
const noise = (count: number) =>
  Array.from({ length: count }, (_, index) => (index * 2654435761) % 4294967296).join(',')

const overIn = (changed: Partial<Built>) =>
  measure({ ...built, ...changed })
    .filter(({ value, limit }) => value > limit)
    .map(({ name }) => name)

describe('sizes', () => {
  it('count what a module stands on, and not what it loads later', () => {
    expect(staticImportsOf(files.get('index.js') ?? '')).toEqual(['parts.js'])
    expect(closureOf(files, ['index.js', 'more.js'])).toEqual(['index.js', 'parts.js', 'more.js'])
  })

  it('count what comes later by itself, and what comes first in its sum alone', () => {
    const names = measure(built).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['later: later.js', 'later on the portal: steps.js']))
    expect(names.join()).not.toMatch(/later: (parts|index|keywright)|portal: sign-in\.js/)
  })

  it('count the client with what it is used for', () => {
    const bytesOf = (client: string) =>
      measure({ ...built, files: new Map([...files, ['keywright.js', client]]) }).find(
        ({ name }) => name === 'SignIn, first interactive',
      )?.value ?? 0
    expect(bytesOf(`const a=[${noise(2000)}]`) - bytesOf('')).toBeGreaterThan(5_000)
  })

  it('tell a missing file', () => {
    expect(() => closureOf(files, ['gone.js'])).toThrow('gone.js was not built')
  })

  it('go over when more is fetched than the budget allows', () => {
    expect(overIn({})).toEqual([])
    const heavy = `export const a=[${noise(9000)}]`
    expect(overIn({ files: new Map([...files, ['parts.js', heavy]]) })).toEqual([
      'SignIn, first interactive',
      'SignUp, first interactive',
      'SignIn with providers',
      'SignUp with providers',
      'SignIn of a React app, without React',
    ])
    expect(overIn({ files: new Map([...files, ['social.js', heavy]]) })).toEqual([
      ...['SignIn with providers', 'SignUp with providers', 'later: social.js'],
    ])
    expect(overIn({ files: new Map([...files, ['later.js', heavy]]) })).toEqual(['later: later.js'])
    expect(overIn({ react: heavy })).toContain('hooks, provider and hosts for React')
    expect(overIn({ elements: new Map([['elements.js', heavy]]) })).toEqual(['elements for React'])
    expect(overIn({ allStyles: heavy })).toEqual(['all stylesheets'])
    expect(overIn({ languagesOfFlows: new Map([['de/sign-in', heavy]]) })).toEqual([
      'language of one flow: de/sign-in',
    ])
  })
})
