/** What is asked of the components in pages of hosts: that one can tell no difference. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareLooks, hosts, type Look, orders, readLooks, serveHosts, showPicture } from './host-pages.ts'

export interface HostStage {
  url: string
  page: Page
}

const cases = hosts.flatMap((host) => orders.map((order) => ({ host, order })))

/** Draws pictures on an empty page first, and then in each page of a host. */
export function describeHosts(pictures: readonly [string, ...string[]], width = 900): HostStage {
  const stage = {} as HostStage
  let browser: Browser
  let close = () => {}
  const usual = new Map<string, Look[]>()
  const open = async (name: string) => await stage.page.goto(`${stage.url}/${name}.html#${pictures[0]}`)

  beforeAll(async () => {
    const pages = await serveHosts()
    close = pages.close
    browser = await launchBrowser()
    const viewport = { width, height: 900 }
    Object.assign(stage, {
      url: pages.url,
      page: await browser.newPage({ viewport, reducedMotion: 'reduce' }),
    })
    await open('plain')
    for (const picture of pictures) {
      await showPicture(stage.page, picture)
      usual.set(picture, await readLooks(stage.page))
    }
  })
  afterAll(async () => {
    await browser?.close()
    close()
  })

  describe.each(cases)('in a page of $host, whose style sheet comes $order ours', ({ host, order }) => {
    it('every component looks as it does alone', async () => {
      await open(`${host}.${order}`)
      for (const picture of pictures) {
        await showPicture(stage.page, picture)
        const differences = compareLooks(usual.get(picture) ?? [], await readLooks(stage.page))
        expect.soft({ picture, differences }).toEqual({ picture, differences: [] })
      }
    })

    it('the place of the focus is seen', async () => {
      await showPicture(stage.page, 'sign-in/password/wrong')
      await stage.page.keyboard.press('Tab')
      const outline = await stage.page.evaluate(
        () => getComputedStyle(document.activeElement ?? document.body).outline,
      )
      expect(outline).toMatch(/solid 2px/)
    })
  })
  return stage
}
