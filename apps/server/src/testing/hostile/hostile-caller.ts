import type { AnyRoute } from '@keywright/contract'
import type { Session } from '../../domains/sessions/index.ts'
import type { User } from '../../domains/users/index.ts'
import { createUser, newEmail, testPassword } from '../factories/users.factory.ts'
import type { TestApp } from '../test-app.ts'
import { createTestBrowser, type TestBrowser } from '../test-browser.ts'
import { type HostileCase, type KnownNames, newEachTime } from './hostile-cases.ts'

/** A caller with every right that a route asks for, so that nothing but the input can be refused. */
export interface HostileCaller {
  /** Makes a user, signed in on a browser, and names what the route may ask for. */
  arrange(route: AnyRoute): Promise<KnownNames>
  call(route: AnyRoute, hostileCase: HostileCase): Promise<Response>
}

export function createHostileCaller(app: TestApp, platformKey: string): HostileCaller {
  let browser: TestBrowser = createTestBrowser(app)
  function credentials(route: AnyRoute): Record<string, string> {
    if (route.audience === 'backend') return { authorization: `Bearer ${app.secretKey}` }
    if (route.audience === 'platform') return { authorization: `Bearer ${platformKey}` }
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return { origin: browser.origin, cookie }
  }

  return {
    async arrange() {
      browser = createTestBrowser(app)
      const user = await createUser(app, { password: { password: testPassword } })
      const session = await browser.signIn(user)
      return await namesOf(app, user, session)
    },
    async call(route, { path, query, body, contentType, headers }) {
      const all = new Headers({ ...credentials(route), ...headers })
      if (body !== undefined && contentType !== '') all.set('content-type', contentType)
      const url = new URL(`${app.publicUrl}${path}${query === '' ? '' : `?${query}`}`)
      const method = route.method.toUpperCase()
      return await app.fetch(url.href, { method, headers: all, ...(body === undefined ? {} : { body }) })
    },
  }
}

/** Existing resources by the names that paths and bodies give them, and values that go far into flows. */
async function namesOf(app: TestApp, user: User, session: Session): Promise<KnownNames> {
  const stranger = createTestBrowser(app)
  const [email] = user.emailAddresses
  const signIn = await stranger.post('/v1/client/sign_ins', { identifier: email?.emailAddress ?? '' })
  const signUp = await stranger.post('/v1/client/sign_ups', { email_address: newEmail() })
  const redirectUrl = await idOf(
    app.backend('POST', '/v1/redirect_urls', { url: `https://${user.id.toLowerCase()}.example.com` }),
  )
  return {
    user_id: user.id,
    session_id: session.id,
    client_id: session.clientId,
    email_address_id: email?.id,
    sign_in_id: signIn.body.response?.id,
    sign_up_id: signUp.body.response?.id,
    redirect_url_id: redirectUrl,
    instance_id: app.instance.id,
    application_id: app.instance.applicationId,
    identifier: email?.emailAddress,
    email_address: `${newEachTime}.${newEmail()}`,
    skip_password_requirement: true,
    password: testPassword,
    url: 'https://example.com/path',
    strategy: 'email_code',
    code: '424242',
  }
}

async function idOf(response: Response | Promise<Response>): Promise<string | undefined> {
  const body = (await (await response).json()) as { id?: string }
  return body.id
}
