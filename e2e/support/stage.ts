/** Where our components are put to the test: a real server whose clock can be moved, a page under a strict policy, a browser that tells all. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type ExampleApp, startVanillaApp } from './apps.ts'
import { createMember, type Member } from './members.ts'
import { type MovableKeywright, startMovableKeywright } from './moved-clock.ts'
import { logPages, type PageLog } from './page-log.ts'
import * as portal from './portal.ts'
import { type PageFaults, watchPages } from './watch-page.ts'

export interface Stage {
  keywright: MovableKeywright
  app: ExampleApp
  browser: Browser
  /** New for each test. */
  context: BrowserContext
  page: Page
  log: PageLog
}

/** A browser of somebody else, held to the same. */
export type OpenBrowser = (options?: Parameters<Browser['newContext']>[0]) => Promise<OpenedBrowser>

interface OpenedBrowser extends Pick<Stage, 'context' | 'page' | 'log'> {
  faults: PageFaults
}

const harmless = { errors: [], strangers: [], violations: [], shifts: [] }

/** A form of the profile closes when it is saved, and what is below it moves up: unasked only where a server is slow. */
const isUnasked = (shift: string) => !/: (kw-section(, )?)+$/.test(shift)

/** Sets the stage for the tests of a file. `settings`: assignments as `keywright config set` takes them. */
export function setStage(settings: readonly string[] = []): Stage & { open: OpenBrowser } {
  const stage = {} as Stage & { open: OpenBrowser }
  let opened: OpenedBrowser[] = []

  stage.open = async (options) => {
    const context = await stage.browser.newContext(options)
    context.setDefaultTimeout(10_000)
    const faults = watchPages(context)
    const log = await logPages(context)
    const one = { context, faults, log, page: await context.newPage() }
    opened.push(one)
    return one
  }

  beforeAll(async () => {
    stage.keywright = await startMovableKeywright()
    if (settings.length > 0) await stage.keywright.command('config', 'set', ...settings)
    stage.app = await startVanillaApp(stage.keywright)
    stage.browser = await launchBrowser()
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.app?.stop()
    await stage.keywright?.stop()
  })
  beforeEach(async () => {
    opened = []
    Object.assign(stage, await stage.open())
  })
  afterEach(async () => {
    const seen = opened.map(({ faults, log: { violations, shifts } }) => {
      return { ...faults, violations, shifts: shifts.filter(isUnasked) }
    })
    await Promise.all(opened.map(({ context }) => context.close()))
    expect(seen).toEqual(seen.map(() => harmless))
  })
  return stage
}

/** Somebody with an account, on a page of the app, signed in there. */
export async function signInMember(
  stage: Stage,
  path = '/',
  given?: Parameters<typeof createMember>[1],
): Promise<Member> {
  const member = await createMember(stage.keywright, given)
  await signInOn(stage, stage.page, member)
  if (path !== '/') await stage.page.goto(stage.app.url + path)
  return member
}

/** Signs in on a page, with the password or with a code. */
async function signInOn({ app, keywright }: Stage, page: Page, member: Member): Promise<void> {
  await page.goto(`${app.url}/sign-in`)
  if (member.hasPassword) await portal.signIn(page, member)
  else await portal.signInByCode(page, keywright.inbox, member)
  await page.getByText(`Hello ${member.emailAddress}`).waitFor()
}
