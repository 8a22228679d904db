/** Where a bundled page of ours meets a real server: browsers of several people, in which nothing may go wrong unseen. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { startBundledPage } from './bundled-page.ts'
import { type MovableKeywright, startMovableKeywright } from './moved-clock.ts'
import type { PageServer } from './page-server.ts'
import { openWatched, type WatchedBrowser } from './watch-page.ts'

export interface BundledStage extends WatchedBrowser {
  server: MovableKeywright
  app: PageServer
  browser: Browser
  /** A browser of somebody else, held to the same. The first of each test is the stage’s own. */
  open(options?: Parameters<typeof openWatched>[1]): Promise<WatchedBrowser>
}

export interface BundledStageOptions {
  /** A module, by its path from the root of the repository. */
  entry: string
  /** Assignments as `keywright config set` takes them. */
  settings?: readonly string[]
  /** What the server needs besides. */
  prepare?: (server: MovableKeywright) => Promise<void>
}

/** Sets the stage for the tests of a file. */
export function setBundledStage({ entry, settings = [], prepare }: BundledStageOptions): BundledStage {
  const stage = {} as BundledStage
  let opened: WatchedBrowser[] = []

  stage.open = async (options) => {
    const one = await openWatched(stage.browser, options)
    opened.push(one)
    return one
  }

  beforeAll(async () => {
    stage.server = await startMovableKeywright()
    if (settings.length > 0) await stage.server.command('config', 'set', ...settings)
    await prepare?.(stage.server)
    const { publishableKey, url } = stage.server
    stage.app = await startBundledPage({ entry, config: { publishableKey, url } })
    stage.browser = await launchBrowser()
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.app?.stop()
    await stage.server?.stop()
  })
  beforeEach(async () => {
    opened = []
    Object.assign(stage, await stage.open())
  })
  afterEach(async () => {
    await Promise.all(opened.map(({ context }) => context.close()))
    expect(opened.map(({ faults }) => faults)).toEqual(opened.map(() => ({ errors: [], strangers: [] })))
  })
  return stage
}
