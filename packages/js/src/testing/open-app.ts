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
  /** Loads the page of a tab anew. */
  reload(app: OpenApp): Promise<OpenApp>
  /** Goes to another page by a link. */
  follow(app: OpenApp): Promise<OpenApp>
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
  async function loadIn(tab: FakeTab, options?: Partial<KeywrightOptions>): Promise<OpenApp> {
    const keywright = createKeywright({ publishableKey: developmentKey, ...options }, tab)
    await Promise.all([keywright.load(), clock.advance(0)])
    return { keywright, tab }
  }
  function loadAnew({ keywright, tab }: OpenApp, by: 'reload' | 'link'): Promise<OpenApp> {
    keywright.dispose()
    return loadIn(tab.load(by), keywright.options)
  }

  return {
    clock,
    server,
    browser,
    open: (options, url) => loadIn(browser.openTab(url), options),
    reload: (app) => loadAnew(app, 'reload'),
    follow: (app) => loadAnew(app, 'link'),
  }
}
