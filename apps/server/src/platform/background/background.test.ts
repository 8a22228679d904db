import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Log } from '../log/log.ts'
import { createBackground } from './background.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function collectLog() {
  const lines: string[] = []
  const write = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${'task' in fields ? String(fields.task) : ''}: ${message}`)
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  return { lines, log }
}

function start(options: { stopMillisecondsMax?: number } = {}) {
  const { log, lines } = collectLog()
  const background = createBackground({ log, ...options })
  background.start()
  return { background, lines }
}

describe('background work', () => {
  it('begins when the process starts it, and not before', async () => {
    const work = vi.fn(async () => undefined)
    const background = createBackground({ log: collectLog().log })
    background.every('sweep', 100, work).kick()
    await vi.advanceTimersByTimeAsync(500)
    expect(work).not.toHaveBeenCalled()
    background.start()
    await vi.advanceTimersByTimeAsync(250)
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('never overlaps itself', async () => {
    const { background } = start()
    let atOnce = 0
    let most = 0
    background.every('slow', 10, async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await new Promise((resolve) => setTimeout(resolve, 35))
      atOnce -= 1
    })
    await vi.advanceTimersByTimeAsync(500)
    expect(most).toBe(1)
  })

  it('runs once more for what arrived while it ran, however often it was told', async () => {
    const { background } = start()
    const work = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 10)))
    const task = background.every('mail', 10_000, work)
    task.kick()
    task.kick()
    task.kick()
    await vi.advanceTimersByTimeAsync(100)
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('goes on after a failure, and logs its beginning and its end', async () => {
    const { background, lines } = start()
    let fails = true
    background.every('poll', 10, async () => {
      if (fails) throw new Error('down')
    })
    await vi.advanceTimersByTimeAsync(35)
    fails = false
    await vi.advanceTimersByTimeAsync(10)
    expect(lines.filter((line) => !line.startsWith('debug'))).toEqual([
      'warn poll: background work failed',
      'info poll: background work goes on',
    ])
  })

  it('logs work that throws before it returns a promise', async () => {
    const { background, lines } = start()
    background.every('odd', 10, () => {
      throw new Error('at once')
    })
    await vi.advanceTimersByTimeAsync(10)
    expect(lines).toEqual(['warn odd: background work failed'])
  })
})

describe('stopping', () => {
  it('waits for what is running, then writes down what is in memory, the last registered first', async () => {
    const { background } = start()
    const steps: string[] = []
    background.beforeStop('flush', async () => steps.push('flushed'))
    background.service('first', { start: () => steps.push('first on'), stop: () => steps.push('first off') })
    background.service('second', {
      start: () => steps.push('second on'),
      stop: () => steps.push('second off'),
    })
    const task = background.every('work', 1_000, async () => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      steps.push('worked')
    })
    task.kick()
    const stopping = background.stop()
    await vi.advanceTimersByTimeAsync(100)
    await stopping
    expect(steps).toEqual(['first on', 'second on', 'worked', 'second off', 'first off', 'flushed'])
  })

  it('does nothing more afterwards', async () => {
    const { background } = start()
    const work = vi.fn(async () => undefined)
    const task = background.every('work', 10, work)
    await background.stop()
    task.kick()
    await vi.advanceTimersByTimeAsync(100)
    expect(work).not.toHaveBeenCalled()
  })

  it('goes on to the next when one fails or does not end', async () => {
    const { background, lines } = start({ stopMillisecondsMax: 100 })
    const flushed = vi.fn(async () => undefined)
    background.beforeStop('last', flushed)
    background.service('broken', {
      start() {},
      stop() {
        throw new Error('broken')
      },
    })
    background.service('stuck', { start() {}, stop: () => new Promise(() => undefined) })
    const stopping = background.stop()
    await vi.advanceTimersByTimeAsync(200)
    await stopping
    expect(flushed).toHaveBeenCalledOnce()
    expect(lines).toEqual([
      'warn stuck: background work did not end in time',
      'warn broken: background work failed while stopping',
    ])
  })
})
