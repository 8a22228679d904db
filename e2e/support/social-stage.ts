/** Our components in an app, and providers that the server plays: no account with any of them, no network. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { startBundledPage } from './bundled-page.ts'
import { callBackend } from './members.ts'
import { type MovableKeywright, startMovableKeywright } from './moved-clock.ts'
import type { PageServer } from './page-server.ts'
import { openWatched, type PageFaults } from './watch-page.ts'

export interface SocialStage {
  server: MovableKeywright
  app: PageServer
  browser: Browser
  /** New for each test. */
  context: BrowserContext
  page: Page
  faults: PageFaults
}

/** Sets the stage for the tests of a file. `settings`: assignments as `keywright config set` takes them. */
export function setSocialStage(settings: readonly string[] = []): SocialStage {
  const stage = {} as SocialStage

  beforeAll(async () => {
    stage.server = await startMovableKeywright()
    const { server } = stage
    if (settings.length > 0) await server.command('config', 'set', ...settings)
    for (const provider of ['google', 'github'])
      await callBackend(server, 'PATCH', `/keywright/oauth_connections/${provider}`, {
        ...{ enabled: true, credentials: 'development' },
      })
    const { publishableKey, url } = server
    stage.app = await startBundledPage({
      entry: 'e2e/pages/keywright-components.tsx',
      config: { publishableKey, url },
    })
    stage.browser = await launchBrowser()
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.app?.stop()
    await stage.server?.stop()
  })
  beforeEach(async () => {
    Object.assign(stage, await openWatched(stage.browser))
  })
  afterEach(async () => {
    await stage.context.close()
    expect(stage.faults).toEqual({ errors: [], strangers: [] })
  })
  return stage
}
