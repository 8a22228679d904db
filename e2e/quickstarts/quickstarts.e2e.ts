import { launchBrowser, type RunningKeywright, startKeywright } from '@keywright/test-kit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAddress, password } from '../support/browser.ts'
import { createOutsideApp } from '../support/outside-app.ts'
import * as portal from '../support/portal.ts'
import { followQuickStart } from '../support/quick-start.ts'
import { openWatched } from '../support/watch-page.ts'

const packages = [
  ...['express', 'fastify', 'hono', 'nextjs', 'react-router', 'tanstack-react-start'],
  ...['vue', 'astro', 'nuxt', 'expo'],
]

let keywright: RunningKeywright
let browser: Browser

beforeAll(async () => {
  keywright = await startKeywright()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await keywright?.stop()
})

describe('the quick start of', () => {
  it.each(packages)(
    '%s leads to a page for members, from an empty folder',
    {
      timeout: 600_000,
    },
    async (name) => {
      const outside = await createOutsideApp(`quick-${name}`)
      try {
        const app = await followQuickStart(name, outside, keywright)
        try {
          await signUpAt(app.url)
        } catch (error) {
          throw new Error(app.output(), { cause: error })
        } finally {
          await app.stop()
        }
      } finally {
        await outside.remove()
      }
    },
  )
})

async function signUpAt(url: string): Promise<void> {
  // The first visit of a page may have to wait for its build.
  const { context, page, faults } = await openWatched(browser, { patience: 60_000 })
  const person = { emailAddress: newAddress(), password }
  expect((await page.goto(url))?.status()).toBe(200)
  await page.goto(`${url}/dashboard`)
  await page.waitForURL(/\/sign-in/)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await portal.signUp(page, keywright.inbox, person)
  await page.waitForURL(`${url}/dashboard`)
  // The closed menu of the user's button says it, too.
  await page
    .getByText(new RegExp(`user_|${person.emailAddress}`))
    .filter({ visible: true })
    .first()
    .waitFor()
  await context.close()
  expect(faults).toEqual({ errors: [], strangers: [] })
}
