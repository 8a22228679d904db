/** The Frontend API as the browser of a test calls it, without a page: cookies go into the browser's own jar. */
import { cookieSuffixOf } from '@keywright/backend/internal'
import type { Form, TestContext } from './browser-context.ts'
import type { FoundTarget } from './test-target.ts'
import { TestingError } from './testing-error.ts'

export const testingTokenParam = '__clerk_testing_token'

export interface SignInAnswer {
  id: string
  status: string
  created_session_id: string | null
  supported_first_factors: { strategy: string; email_address_id?: string }[] | null
}

export interface FrontendCalls {
  post<Response>(path: string, form?: Form): Promise<Response>
  /** Leaves the browser as a page's own script leaves it after a sign-in. */
  finish(signIn: SignInAnswer): Promise<void>
  /** Ends every session of the browser, if it has ever had one. */
  signOut(): Promise<void>
}

export function createFrontendCalls(context: TestContext, target: FoundTarget): FrontendCalls {
  const { frontendUrl, publishableKey } = target
  const { origin } = new URL(frontendUrl)

  async function post<Response>(path: string, form: Form = {}): Promise<Response> {
    const url = new URL(`${frontendUrl}/v1${path}`)
    const token = process.env.CLERK_TESTING_TOKEN
    if (token) url.searchParams.set(testingTokenParam, token)
    const answer = await context.request.fetch(url.href, {
      ...{ method: 'POST', form, maxRedirects: 0 },
      headers: { origin },
    })
    const text = await answer.text()
    if (answer.status() >= 300)
      throw new TestingError('request_refused', `${path} was answered with ${answer.status()}: ${text}`)
    return (JSON.parse(text) as { response?: Response }).response ?? (JSON.parse(text) as Response)
  }

  return {
    post,
    async finish({ status, created_session_id: sessionId }) {
      if (status !== 'complete' || sessionId === null)
        throw new TestingError('sign_in_incomplete', `the sign-in has not ended: it is at "${status}".`)
      const { jwt } = await post<{ jwt: string }>(`/client/sessions/${sessionId}/tokens`)
      const suffix = publishableKey === undefined ? undefined : await cookieSuffixOf(publishableKey)
      const names = suffix === undefined ? ['__session'] : ['__session', `__session_${suffix}`]
      // An app on another host than the server's gets its own by a handshake.
      await context.addCookies(names.map((name) => ({ name, value: jwt, url: frontendUrl })))
    },
    async signOut() {
      const cookies = await context.cookies(frontendUrl)
      if (!cookies.some(({ name }) => /^__client(_(?!uat)|$)/.test(name))) return
      await post('/client?_method=DELETE')
      await context.clearCookies({ name: /^__session(_|$)/ })
    },
  }
}
