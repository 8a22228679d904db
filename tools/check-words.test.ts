import { expect, it } from 'vitest'
import { findWords } from './check-words.ts'

it.each([
  'cd /work/main',
  "const root = '/root/.cache'",
  'file:///home/someone/app.ts',
  'see /Users/someone/Desktop/notes.md',
  'C:\\Users\\someone\\app.ts',
  '"resolved": "https://registry.npmjs.org/zod/-/zod-4.0.0.tgz"',
  'https://registry.example.com/zod',
  'https://artifactory.example.com/api/npm',
])('refuses a place of one machine: %s', (line) => {
  expect(findWords(`first\n${line}`)).toMatchObject([{ line: 2 }])
})

it.each([
  '/v1/work/items',
  'https://example.com/root/page',
  './work/file.ts',
  'the root of the tree, the work of a day',
  '/var/lib/keywright',
  'a registry of strategies',
])('accepts %s', (line) => {
  expect(findWords(line)).toEqual([])
})
