import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

describe('the older package', () => {
  it.each([
    [
      '@keywright/clerk-sdk-node',
      ['ClerkExpressRequireAuth', 'ClerkExpressWithAuth', 'clerkClient', 'createClerkClient'],
    ],
    [
      '@keywright/express',
      ['clerkMiddleware', 'getAuth', 'requireAuth', 'createRouteMatcher', 'verifyToken'],
    ],
  ])('is there for code that says require(%j)', (name, names) => {
    const script = `const all = require(${JSON.stringify(name)}); console.log(JSON.stringify(Object.keys(all)))`
    const args = ['--conditions=keywright-source', '--no-warnings', '-e', script]
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual(expect.arrayContaining(names))
  })
})
