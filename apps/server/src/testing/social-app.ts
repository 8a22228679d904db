/** A server whose providers are played by the test, with the way of a browser through them. */
import { newEmail } from './factories/users.factory.ts'
import { type Coming, createFakeProvider, type FakeProvider } from './fake-provider.ts'
import { createTestApp, type TestAppOptions } from './test-app.ts'
import { createTestBrowser, type TestBrowser } from './test-browser.ts'

export const callbackPage = 'http://localhost:3000/sso-callback'
export const donePage = 'http://localhost:3000/done'

export type SocialApp = Awaited<ReturnType<typeof createSocialApp>>

type Kind = 'sign_ins' | 'sign_ups'

export async function createSocialApp(
  providers: readonly string[] = ['google', 'github'],
  environment: Record<string, string> = {},
  more: Pick<TestAppOptions, 'fetchPicture'> = {},
) {
  let fake: FakeProvider | undefined
  const app = await createTestApp({
    ...more,
    environment,
    providerFetch: async (url, options) => (await fake?.fetch(url, options)) ?? Response.error(),
  })
  const provider = createFakeProvider(app.clock)
  fake = provider
  for (const key of providers) {
    await app.services.oauthConnections.put(app.scope, key, {
      ...{ credentials: 'own', clientId: `client-of-${key}`, clientSecret: `secret-of-${key}` },
    })
  }

  function begin(browser: TestBrowser, kind: Kind, form: Record<string, string> = {}) {
    return browser.post(`/v1/client/${kind}`, {
      ...{ strategy: 'oauth_google', redirect_url: callbackPage, action_complete_redirect_url: donePage },
      ...form,
    })
  }

  function comeBack(browser: TestBrowser, answer: Record<string, string>) {
    const path = `/v1/oauth_callback?${new URLSearchParams(answer)}`
    return browser.get(path, { headers: { 'sec-fetch-site': 'cross-site' } })
  }

  async function clientOf(browser: TestBrowser) {
    return (await browser.get('/v1/client')).body.response
  }

  return {
    ...app,
    provider,
    begin,
    comeBack,
    clientOf,

    /** From the button to the app’s page. */
    async goThrough(browser: TestBrowser, kind: Kind, coming: Coming, form: Record<string, string> = {}) {
      const begun = await begin(browser, kind, { strategy: `oauth_${coming.provider}`, ...form })
      const back = await comeBack(browser, provider.agree(authorizationUrlOf(begun.body.response), coming))
      return { begun, location: back.headers.get('location'), client: await clientOf(browser), back }
    },

    browser: (): TestBrowser => createTestBrowser(app),
  }
}

/** Where a sign-in, a sign-up or an account sends the browser. */
export function authorizationUrlOf(response: {
  first_factor_verification?: { external_verification_redirect_url: string }
  verifications?: { external_account: { external_verification_redirect_url: string } }
  verification?: { external_verification_redirect_url: string }
}): string {
  const verification =
    response.first_factor_verification ?? response.verifications?.external_account ?? response.verification
  return verification?.external_verification_redirect_url ?? ''
}

let nextId = 100_000

/** Somebody whom no other test knows. */
export function newcomer<More extends object>(more: More = {} as More) {
  return { id: String(nextId++), emailAddress: newEmail('social'), ...more }
}

export const google = (identity: Coming['identity'] = {}): Coming => ({ provider: 'google', identity })
