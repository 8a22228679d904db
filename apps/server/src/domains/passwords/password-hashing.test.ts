import { describe, expect, it } from 'vitest'
import { createPasswordHashing } from './password-hashing.ts'

const hashing = createPasswordHashing({ concurrency: 1, waitingMax: 2 })

describe('password hashing', () => {
  it('knows a password by its digest, which differs every time', async () => {
    const [first, second] = [await hashing.hash('correct horse'), await hashing.hash('correct horse')]
    expect(first.digest).not.toBe(second.digest)
    expect(await hashing.verify(first, 'correct horse')).toBe(true)
    expect(await hashing.verify(first, 'correct horsf')).toBe(false)
    expect(hashing.isOutdated(first)).toBe(false)
  })

  it('knows what other hashers wrote, and that it should be replaced', async () => {
    const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
    const php = { hasher: 'bcrypt', digest: bcrypt.replace('$2b$', '$2y$') } as const
    expect(await hashing.verify(php, 'wrong')).toBe(false)
    expect(hashing.isOutdated(php)).toBe(true)
    const weak = (await hashing.hash('x')).digest.replace('t=2', 't=1')
    expect(hashing.isOutdated({ hasher: 'argon2id', digest: weak })).toBe(true)
  })

  // The attack: time the answers to find out which accounts exist.
  it('takes as long for nobody as for somebody', async () => {
    const stored = await hashing.hash('x')
    const took = async (work: () => Promise<unknown>) => {
      const start = performance.now()
      await work()
      return performance.now() - start
    }
    let [somebody, nobody] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    // In turns: what else the machine does meets both.
    for (let round = 0; round < 10; round++) {
      somebody = Math.min(somebody, await took(() => hashing.verify(stored, 'y')))
      nobody = Math.min(nobody, await took(() => hashing.verifyDecoy('y')))
    }
    expect(nobody).toBeGreaterThan(somebody / 3)
    expect(nobody).toBeLessThan(somebody * 3)
  })

  it('turns callers away rather than let all of them wait', async () => {
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => hashing.hash('x')))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(2)
    expect(refused[0]?.reason).toMatchObject({
      code: 'too_many_requests',
      options: { retryAfterSeconds: 1 },
    })
    expect((await hashing.hash('x')).hasher).toBe('argon2id')
  })
})
