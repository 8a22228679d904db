/** The components in pages whose style sheets were written without them in mind: they look as they do on an empty page. */
import { launchBrowser } from '@keywright/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  compareLooks,
  hosts,
  type Look,
  orders,
  readLooks,
  serveHosts,
  showPicture,
} from '../support/host-pages.ts'

/** One of each kind of what can be seen; all of them are the matter of the slow tests. */
const pictures = [
  'sign-in/start/unknown',
  'sign-in/password/wrong',
  'sign-in/alternatives/usual',
  'sign-in/email_code/wrong',
  'sign-in/email_link/waiting',
  'sign-in/new_password/short',
  'sign-up/start/full',
  'user-button/open/several',
  'profile-emails/list/usual',
  'profile-devices/list/usual',
]

let browser: Browser
let pages: Awaited<ReturnType<typeof serveHosts>>
let page: Page
const usual = new Map<string, Look[]>()

beforeAll(async () => {
  pages = await serveHosts()
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 900, height: 900 }, reducedMotion: 'reduce' })
  await page.goto(`${pages.url}/plain.html#${pictures[0]}`)
  for (const picture of pictures) {
    await showPicture(page, picture)
    usual.set(picture, await readLooks(page))
  }
})
afterAll(async () => {
  await browser?.close()
  pages?.close()
})

const cases = hosts.flatMap((host) => orders.map((order) => ({ host, order })))

describe.each(cases)('in a page of $host, whose style sheet comes $order ours', ({ host, order }) => {
  it('every component looks as it does alone', async () => {
    await page.goto(`${pages.url}/${host}.${order}.html#${pictures[0]}`)
    for (const picture of pictures) {
      await showPicture(page, picture)
      const differences = compareLooks(usual.get(picture) ?? [], await readLooks(page))
      expect.soft({ picture, differences }).toEqual({ picture, differences: [] })
    }
  })

  it('the place of the focus is seen', async () => {
    await showPicture(page, 'sign-in/password/wrong')
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outline,
    )
    expect(outline).toMatch(/solid 2px/)
  })
})

describe('a class of the host', () => {
  it.each([
    ['tailwind', 'rounded-none'],
    ['bootstrap', 'square'],
  ])('of %s wins over ours', async (host, name) => {
    await page.goto(`${pages.url}/${host}.after.html#${pictures[0]}`)
    await showPicture(page, 'sign-in/start/unknown')
    const radius = await page.evaluate((added) => {
      const button = document.querySelector('.kw-button')
      button?.classList.add(added)
      return button && getComputedStyle(button).borderTopLeftRadius
    }, name)
    expect(radius).toBe('0px')
  })
})
