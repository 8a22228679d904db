import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryAdapters } from './memory-adapter.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('what a played provider remembers', () => {
  it('is kept by kind, for as long as was said', async () => {
    const adapters = createMemoryAdapters()
    await adapters('AccessToken').upsert('a', { jti: 'a' }, 60)
    expect(await adapters('AccessToken').find('a')).toEqual({ jti: 'a' })
    expect(await adapters('RefreshToken').find('a')).toBeUndefined()
    vi.advanceTimersByTime(60_000)
    expect(await adapters('AccessToken').find('a')).toBeUndefined()
  })

  it('goes with its grant', async () => {
    const adapters = createMemoryAdapters()
    await adapters('AccessToken').upsert('a', { grantId: 'one' }, 60)
    await adapters('RefreshToken').upsert('b', { grantId: 'one' }, 60)
    await adapters('RefreshToken').upsert('c', { grantId: 'two' }, 60)
    await adapters('RefreshToken').revokeByGrantId('one')
    expect(await adapters('AccessToken').find('a')).toBeUndefined()
    expect(await adapters('RefreshToken').find('b')).toBeUndefined()
    expect(await adapters('RefreshToken').find('c')).toEqual({ grantId: 'two' })
  })

  it('is never much: what came first goes first', async () => {
    const adapter = createMemoryAdapters()('Interaction')
    for (let index = 0; index <= 10_000; index += 1)
      await adapter.upsert(String(index), { uid: `u${index}` }, 60)
    expect(await adapter.find('0')).toBeUndefined()
    expect(await adapter.find('1')).toBeDefined()
    expect(await adapter.findByUid('u10000')).toEqual({ uid: 'u10000' })
  })
})
