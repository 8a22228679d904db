/** Pages that have nothing but our client, driven by hand, and what an app’s server makes of their cookies. */
import { createClerkClient } from '@clerk/backend'
import type { Keywright } from '@keywright/js'
import type { Page } from 'playwright-core'
import { type BundledStage, setBundledStage } from './bundled-stage.ts'

declare const keywright: Keywright

export interface ClientStage extends BundledStage {
  /** One more tab of the test’s own browser, with the client ready. */
  openTab(path?: string): Promise<Page>
}

/** Sets the stage for the tests of a file. `settings`: assignments as `keywright config set` takes them. */
export function setClientStage(settings: readonly string[] = []): ClientStage {
  const stage = setBundledStage({ entry: 'e2e/pages/keywright-js.ts', settings })
  return Object.assign(stage, {
    async openTab(path = '/') {
      const page = await stage.context.newPage()
      await page.goto(stage.app.url + path)
      await waitForClient(page)
      return page
    },
  })
}

export const waitForClient = (page: Page) => page.waitForFunction(() => keywright.status === 'ready')

/** Signs in with a password, as code of an app would. */
export async function signInByClient(page: Page, identifier: string, password: string): Promise<void> {
  await page.evaluate(
    async (params) => {
      const { createdSessionId } = await keywright.signIn.create(params)
      await keywright.setActive({ session: createdSessionId })
    },
    { identifier, password },
  )
}

export const getToken = (page: Page, skipCache = false) =>
  page.evaluate((fresh) => keywright.getToken({ skipCache: fresh }), skipCache)

export const claimsOf = (jwt: string | null | undefined) =>
  JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString() || '{}')

/** What the official SDK on an app’s server makes of a visit to it. */
export async function authenticateVisit({
  server,
  app,
  context,
}: BundledStage): ReturnType<ReturnType<typeof createClerkClient>['authenticateRequest']> {
  const { publishableKey, secretKey, apiUrl } = server
  const cookies = await context.cookies(app.url)
  const request = new Request(app.url, {
    headers: {
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      accept: 'text/html',
      'sec-fetch-dest': 'document',
    },
  })
  return await createClerkClient({ publishableKey, secretKey, apiUrl }).authenticateRequest(request)
}
