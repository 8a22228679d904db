import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { cookieHeader } from './testing/state-table.ts'
import { foreignKeys, keys, makeToken, publishableKey } from './testing/tokens.ts'

describe('without Node', () => {
  it('does what it does on Node, by Web Crypto', () => {
    const good = makeToken()
    const input = JSON.stringify({
      pem: keys.pem,
      good,
      forged: makeToken({ key: foreignKeys.privateKey }),
      cookie: cookieHeader('live', { session: good, uat: 5 }),
      publishableKey: publishableKey('live'),
    })
    const script = fileURLToPath(new URL('./testing/web-runtime.mjs', import.meta.url))
    const args = ['--conditions=keywright-source', '--no-warnings', script]
    const { stdout, stderr } = spawnSync(process.execPath, args, { input, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toEqual({
      verified: 'user_1',
      forged: 'token-invalid-signature',
      signedIn: ['signed-in', 'user_1'],
      stranger: ['handshake', 'client-uat-but-no-session-token'],
      isProtected: true,
    })
  })
})
