import type { Keywright, KeywrightOptions } from '../interface.ts'
import { createKeywright } from '../keywright.ts'
import { createFakeBrowser, type FakeBrowser, type FakeTab } from './fake-browser.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeServer, type FakeServer } from './fake-server.ts'

/** Encodes `clerk.shop.localhost:3943`. */
export const developmentKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`

export interface World {
  clock: FakeClock
  server: FakeServer
  browser: FakeBrowser
  /** Opens a page of the app, and loads it. */
  open(options?: Partial<KeywrightOptions>, url?: string): Promise<OpenApp>
}

export interface OpenApp {
  keywright: Keywright
  tab: FakeTab
}

/** A browser, a server whose clock differs by some milliseconds, and time that passes as told. */
export function createWorld({ skewMilliseconds = 0, lifetimeSeconds = 60 } = {}): World {
  const clock = createFakeClock()
  const server = createFakeServer({ now: () => clock.now() + skewMilliseconds, lifetimeSeconds })
  const browser = createFakeBrowser(clock, server)
  return {
    clock,
    server,
    browser,
    async open(options, url) {
      const tab = browser.openTab(url)
      const keywright = createKeywright({ publishableKey: developmentKey, ...options }, tab)
      await Promise.all([keywright.load(), clock.advance(0)])
      return { keywright, tab }
    },
  }
}
