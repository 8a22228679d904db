/** A browser with tabs: they share cookies, channels and locks, and each may be hidden or offline. */
import { sha1 } from '../config/sha1.ts'
import type { Platform } from '../platform/platform.ts'
import type { FakeClock } from './fake-clock.ts'
import type { FakeServer } from './fake-server.ts'

export interface FakeTab extends Platform {
  /** Where the page was sent. */
  left: string[]
  show(isVisible: boolean): void
  /** Goes to another page of the app without leaving, as a router does. */
  goTo(url: string): void
  /** A frozen page reads its messages when it thaws. */
  freeze(isFrozen: boolean): void
  setOnline(isOnline: boolean): void
  /** What the browser tells a page that comes back. */
  wake(): void
  /** The same tab, with its page loaded anew: by its button, or by a link. */
  load(by: 'reload' | 'link'): FakeTab
}

export interface FakeBrowser {
  openTab(url?: string): FakeTab
  /** Value of a cookie; `undefined` when there is none. */
  cookie(name: string): string | undefined
  cookies: Map<string, string>
}

interface OpenChannel {
  name: string
  hear(message: unknown): void
}

/** At once, so that no test waits for a digest. */
export const fakeSha1 = async (bytes: Uint8Array): Promise<Uint8Array> => sha1(bytes)

export function createFakeBrowser(clock: FakeClock, server: Pick<FakeServer, 'fetch'>): FakeBrowser {
  const cookies = new Map<string, string>()
  const channels = new Set<OpenChannel>()
  const locks = new Map<string, Promise<unknown>>()

  async function lock<Result>(name: string, run: (waited: boolean) => Promise<Result>): Promise<Result> {
    const before = locks.get(name)
    const mine = (before ?? Promise.resolve()).then(() => run(before !== undefined))
    const held = mine.catch(() => undefined)
    locks.set(name, held)
    try {
      return await mine
    } finally {
      if (locks.get(name) === held) locks.delete(name)
    }
  }

  function writeCookie(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const at = pair.indexOf('=')
    if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, at))
    else cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }

  function openPage(url: string, memory: Map<string, string>, isReload: boolean): FakeTab {
    const state = {
      isVisible: true,
      isOnline: true,
      isFrozen: false,
      url,
      listeners: new Set<() => void>(),
    }
    const unread: (() => void)[] = []
    const left: string[] = []
    const wake = () => {
      for (const listener of state.listeners) listener()
    }
    return {
      left,
      wake,
      load: (by) => openPage(state.url, memory, by === 'reload'),
      show(isVisible) {
        state.isVisible = isVisible
        wake()
      },
      goTo(next) {
        state.url = new URL(next, state.url).href
      },
      freeze(isFrozen) {
        state.isFrozen = isFrozen
        if (!isFrozen) for (const read of unread.splice(0)) read()
      },
      setOnline(isOnline) {
        state.isOnline = isOnline
        if (isOnline) wake()
      },
      fetch: async (target, init) => {
        if (!state.isOnline) throw new TypeError('offline')
        const response = await server.fetch(target, init)
        init.signal?.throwIfAborted()
        return response
      },
      now: clock.now,
      ticks: clock.ticks,
      random: () => 0.5,
      sha1: fakeSha1,
      schedule: clock.schedule,
      page: {
        url: () => state.url,
        isVisible: () => state.isVisible,
        isOnline: () => state.isOnline,
        leaveFor: (target) => void left.push(target),
        onWake(listener) {
          state.listeners.add(listener)
          return () => state.listeners.delete(listener)
        },
      },
      cookies: { read: () => [...cookies].map((pair) => pair.join('=')).join('; '), write: writeCookie },
      openChannel(name, hear) {
        const own = {
          name,
          hear: (message: unknown) => {
            if (state.isFrozen) unread.push(() => hear(message))
            else hear(message)
          },
        }
        channels.add(own)
        return {
          post(message) {
            const copy = structuredClone(message)
            for (const other of channels)
              if (other !== own && other.name === name) setImmediate(() => other.hear(copy))
          },
          close: () => void channels.delete(own),
        }
      },
      lock,
      tabMemory: {
        read: (name) => memory.get(name) ?? null,
        write: (name, text) => void memory.set(name, text),
        isReload: () => isReload,
      },
    }
  }

  return {
    cookies,
    cookie: (name) => cookies.get(name),
    openTab: (url = 'http://localhost:3000/home') => openPage(url, new Map(), false),
  }
}
