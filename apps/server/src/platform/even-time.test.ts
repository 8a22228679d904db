import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { settleEvenly } from './even-time.ts'

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await settleEvenly(work).catch(() => undefined)
  return performance.now() - startedAt
}

describe('settleEvenly', () => {
  it('lets quick and slow work, and work that fails, end at the same step', async () => {
    const fails = async () => {
      throw new RangeError('fails')
    }
    for (const work of [async () => 1, () => sleep(40), fails]) {
      const time = await timeOf(work)
      expect(time).toBeGreaterThan(198)
    }
    expect(await timeOf(() => sleep(210))).toBeGreaterThan(398)
  })

  it('returns and throws what the work does', async () => {
    expect(await settleEvenly(async () => 7)).toBe(7)
    await expect(settleEvenly(() => Promise.reject(new RangeError('no')))).rejects.toThrow('no')
  })
})
