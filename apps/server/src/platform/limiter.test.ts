import { expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'

it('runs no more at a time than it may, also for those who come as others end', async () => {
  const limit = createLimiter({ concurrency: 2, waitingMax: 100 })
  let running = 0
  let most = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 1))
    running -= 1
  }
  const late = async () => {
    await limit(work)
    await limit(work)
  }
  await Promise.all(Array.from({ length: 20 }, late))
  expect(most).toBe(2)
})

it('refuses who comes when too many wait, and takes others again afterwards', async () => {
  const limit = createLimiter({ concurrency: 1, waitingMax: 1 })
  const first = limit(() => new Promise((resolve) => setTimeout(resolve, 5, 'first')))
  const second = limit(async () => 'second')
  await expect(limit(async () => 'third')).rejects.toMatchObject({ code: 'too_many_requests' })
  expect(await Promise.all([first, second])).toEqual(['first', 'second'])
  expect(await limit(async () => 'fourth')).toBe('fourth')
})

it('gives back the place of work that failed', async () => {
  const limit = createLimiter({ concurrency: 1, waitingMax: 0 })
  await expect(limit(() => Promise.reject(new RangeError('failed')))).rejects.toThrow('failed')
  expect(await limit(async () => 'next')).toBe('next')
})
