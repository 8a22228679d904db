/** Puts the testing token of the set-up onto every call that pages make of the Frontend API. */
import type { TestContext, TestPage } from './browser-context.ts'
import { testingTokenParam } from './frontend-calls.ts'
import { TestingError } from './testing-error.ts'

export interface TestingTokenInput {
  page?: TestPage | undefined
  context?: TestContext | undefined
  options?: { frontendApiUrl?: string | undefined } | undefined
}

export async function setupKeywrightTestingToken({
  page,
  context,
  options,
}: TestingTokenInput): Promise<void> {
  const target = context ?? page?.context()
  const token = process.env.CLERK_TESTING_TOKEN
  const frontendUrl = options?.frontendApiUrl ?? process.env.CLERK_FAPI
  if (!target) throw new TypeError('Keywright: setupKeywrightTestingToken needs a page or a context.')
  if (!token || !frontendUrl)
    throw new TestingError(
      'testing_token_missing',
      'there is no testing token. Call keywrightSetup() in the global set-up.',
    )
  await target.route(frontendCalls(frontendUrl), async (route) => {
    const url = new URL(route.request().url())
    url.searchParams.set(testingTokenParam, token)
    await route.continue({ url: url.href })
  })
}

/** Of the server itself, and of an app that forwards to it. */
function frontendCalls(frontendUrl: string): RegExp {
  const bare = frontendUrl.replace(/^https?:\/\//, '').replace(/\/+$/, '')
  return new RegExp(`^https?://(${bare.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}|[^/?#]+/__clerk)/v1/`)
}
