import { createHash, webcrypto } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBrowserPlatform } from './browser-platform.ts'
import { createTabLock } from './tab-lock.ts'

const platform = createBrowserPlatform()
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

describe('the browser', () => {
  it('tells of every way in which a page comes back', () => {
    let wakes = 0
    stops.push(
      platform.page.onWake(() => {
        wakes += 1
      }),
    )
    for (const name of ['focus', 'online', 'pageshow']) window.dispatchEvent(new Event(name))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(wakes).toBe(4)
    stops.pop()?.()
    window.dispatchEvent(new Event('focus'))
    expect(wakes).toBe(4)
  })

  it.each([{ subtle: webcrypto.subtle }, {}, undefined])(
    'makes digests, with or without help: %o',
    async (crypto) => {
      vi.stubGlobal('crypto', crypto)
      const digest = await platform.sha1(new TextEncoder().encode('pk_test_ü'))
      vi.unstubAllGlobals()
      expect(Buffer.from(digest).toString('hex')).toBe(createHash('sha1').update('pk_test_ü').digest('hex'))
    },
  )

  it('keeps cookies, and forgets them', () => {
    platform.cookies.write('__session=a.b; Path=/; Max-Age=100; SameSite=Lax')
    expect(platform.cookies.read()).toContain('__session=a.b')
    platform.cookies.write('__session=; Path=/; Max-Age=0; SameSite=Lax')
    expect(platform.cookies.read()).not.toContain('__session')
  })

  it('carries messages to other tabs, not back', async () => {
    const heard: unknown[] = []
    const own = platform.openChannel('test', () => heard.push('own'))
    const other = new Promise((resolve) => {
      const channel = platform.openChannel('test', resolve)
      stops.push(channel.close)
    })
    stops.push(own.close)
    own.post({ a: 1 })
    expect(await other).toEqual({ a: 1 })
    expect(heard).toEqual([])
  })

  it('runs later, or not, when it was called off', async () => {
    const ran: string[] = []
    platform.schedule(0, () => ran.push('called off'))()
    await new Promise<void>((resolve) => {
      platform.schedule(1, resolve)
    })
    expect(ran).toEqual([])
  })
})

/** Locks as browsers have them, as far as they are used. */
function createFakeLocks() {
  const queues = new Map<string, Promise<unknown>>()
  const request = async (
    name: string,
    options: LockOptions,
    run: (lock: Lock | null) => Promise<unknown>,
  ) => {
    if (options.ifAvailable && queues.has(name)) return await run(null)
    const turn = (queues.get(name) ?? Promise.resolve()).then(() => {
      if (options.signal?.aborted) throw new DOMException('no longer', 'AbortError')
      return run({ name, mode: 'exclusive' })
    })
    const held = turn.catch(() => undefined)
    queues.set(name, held)
    void held.then(() => queues.get(name) === held && queues.delete(name))
    return await turn
  }
  return { request } as unknown as LockManager
}

describe('the lock', () => {
  it('lets one run at a time, and tells who waited', async () => {
    const lock = createTabLock(createFakeLocks())
    const log: string[] = []
    const run = (name: string) =>
      lock('token', async (waited) => {
        log.push(`${name} begins ${waited}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
        log.push(`${name} ends`)
        return name
      })
    expect(await Promise.all([run('a'), run('b')])).toEqual(['a', 'b'])
    expect(log).toEqual(['a begins false', 'a ends', 'b begins true', 'b ends'])
  })

  it('passes on what went wrong, once', async () => {
    const lock = createTabLock(createFakeLocks())
    let runs = 0
    const failing = lock('token', async () => {
      runs += 1
      throw new RangeError('x')
    })
    await expect(failing).rejects.toThrow(RangeError)
    expect(runs).toBe(1)
  })

  it('is no obstacle where there is none', async () => {
    expect(await createTabLock(undefined)('token', async (waited) => waited)).toBe(false)
  })
})
