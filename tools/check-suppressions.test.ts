import { expect, it } from 'vitest'
import { findSuppressions } from './check-suppressions.ts'

// Written in parts, so that this file is not counted itself.
const biome = `// ${['biome', 'ignore'].join('-')} lint/suspicious/noConsole`
const expectError = `// @ts-${'expect'}-error`
const eslint = `// ${['eslint', 'disable'].join('-')}-next-line no-console`

it.each([
  `${biome}: the launcher speaks before the log exists`,
  `${expectError}: the package has no types for this export`,
  `${eslint} -- copied from the framework's template`,
])('accepts a reason on the line: %s', (line) => {
  expect(findSuppressions(line)).toMatchObject([{ line: 1, hasReason: true }])
})

it.each([biome, `${biome}:`, `${biome}: ok`, expectError, eslint])('asks for a reason: %s', (line) => {
  expect(findSuppressions(`const a = 1\n${line}`)).toMatchObject([{ line: 2, hasReason: false }])
})

it('finds nothing in a text without suppressions', () => {
  expect(findSuppressions('const ignore = "eslint and biome"')).toEqual([])
})
