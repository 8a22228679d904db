import { describe, expect, it } from 'vitest'
import { migrateFile } from './migrate-file.ts'

const migrate = (file: string, source: string) => migrateFile(file, source, '1.2.3')

const manifest = `{
  "name": "shop",
  "dependencies": {
    "@clerk/nextjs":   "^6.12.0",
    "@clerk/clerk-sdk-node": "5.0.0", "@clerk/express": ">=1 <3",
    "@clerk/backend": "latest",
    "@clerk/shared": "^3.0.0",
    "next": "^15.0.0"
  },
	"devDependencies": { "@clerk/testing": "workspace:*", "@clerk/react": "~5.1", "@keywright/react": "1.0.0" },
  "overrides": { "@clerk/types": "4.0.0" },
  "scripts": { "check": "echo @clerk/nextjs" }
}
`

describe('package.json', () => {
  it('has our packages in the place of theirs, at the version of this command, and else every byte as before', () => {
    expect(migrate('package.json', manifest)?.text).toBe(
      manifest
        .replace('"@clerk/nextjs":   "^6.12.0"', '"@keywright/nextjs":   "^1.2.3"')
        .replace('"@clerk/clerk-sdk-node": "5.0.0"', '"@keywright/clerk-sdk-node": "1.2.3"')
        .replace('"@clerk/express": ">=1 <3"', '"@keywright/express": "1.2.3"')
        .replace('"@clerk/backend"', '"@keywright/backend"'),
    )
  })

  it('is left, with a word about it, where only a person knows', () => {
    expect(migrate('package.json', manifest)?.remarks).toEqual([
      { line: 7, text: expect.stringContaining('@clerk/shared has no counterpart') },
      { line: 10, text: expect.stringContaining('"workspace:*", which is no release') },
      { line: 10, text: '@keywright/react is there already. Take @clerk/react out.' },
      { line: 11, text: '@clerk/types is named here, and was left as it is.' },
      { line: 12, text: '@clerk/nextjs is named here, and was left as it is.' },
    ])
  })

  it('may be broken', () => {
    expect(migrate('package.json', '{ "dependencies": { "@clerk/nextjs" ')?.text).toBe(
      '{ "dependencies": { "@clerk/nextjs" ',
    )
  })
})

describe('other files', () => {
  it('of the compiler may have comments', () => {
    const source = `{ // "@clerk"\n  "compilerOptions": { "types": ["@clerk/express/env",] }\n}`
    expect(migrate('tsconfig.app.json', source)?.text).toBe(source.replace('@clerk/e', '@keywright/e'))
  })

  it('are mentioned, not changed', () => {
    const source = 'catalog:\n  "@clerk/nextjs": ^6.0.0\n'
    expect(migrate('pnpm-workspace.yaml', source)).toEqual({
      ...{ text: source, count: 0 },
      remarks: [{ line: 2, text: '@clerk/nextjs is named here, and was left as it is.' }],
    })
  })

  it.each(['package-lock.json', 'pnpm-lock.yaml', 'README.md', 'logo.png'])('such as %s are left', (file) => {
    expect(migrate(file, '"@clerk/nextjs"')).toBeUndefined()
  })
})
