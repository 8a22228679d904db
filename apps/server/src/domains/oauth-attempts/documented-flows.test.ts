/** What each vendor documents that it answers, through the whole way: from the button to the account. */
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  authorizationUrlOf,
  callbackPage,
  createSocialApp,
  type SocialApp,
} from '../../testing/social-app.ts'
import { normalizeEmailAddress } from '../email-addresses/index.ts'
import { documentedAnswers } from '../oauth-providers/documented-answers/index.ts'
import { documentedRefusals } from '../oauth-providers/documented-answers/refusals.ts'
import { findProvider, listProviders } from '../oauth-providers/index.ts'

let app: SocialApp

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const appleKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

beforeAll(async () => {
  app = await createSocialApp([])
  for (const { key, options = [] } of listProviders()) {
    const required = options.filter((option) => option.required)
    await app.services.oauthConnections.put(app.scope, key, {
      ...{ credentials: 'own', clientId: `client-of-${key}` },
      clientSecret: key === 'apple' ? appleKey : `secret-of-${key}`,
      options: Object.fromEntries(
        required.map(({ name, default: preset }) => [name, preset ?? 'ABCDE12345']),
      ),
    })
  }
})
afterAll(() => app.close())

const cases = Object.entries(documentedAnswers).flatMap(([provider, answers]) =>
  answers.map((answer, index) => ({ provider, index, ...answer })),
)

describe('the documented answers', () => {
  it('are there for every provider', () => {
    expect(new Set(cases.map(({ provider }) => provider))).toEqual(
      new Set(listProviders().map(({ key }) => key)),
    )
  })

  it.each(cases)(
    'of $provider ($index) make the account that they describe',
    async ({ provider, expected, ...answers }) => {
      const browser = app.browser()
      const { client } = await app.goThrough(browser, 'sign_ups', { provider, answers })
      const signUp = client.sign_up
      const [session] = client.sessions
      const asked = { address: expected.emailAddress && normalizeEmailAddress(expected.emailAddress) }
      if (session) {
        const [account] = session.user.external_accounts
        expect(expected.isEmailAddressVerified).toBe(true)
        expect(account).toMatchObject({
          provider: `oauth_${provider}`,
          provider_user_id: expected.providerUserId,
          email_address: asked.address,
          email_address_verified: true,
          first_name: expected.firstName ?? '',
          username: expected.username,
        })
        return
      }
      // Another example of the same vendor may be of the same person: then they have an account already.
      const { status } = signUp.verifications.external_account
      if (status === 'transferable') return
      expect(status).toBe('verified')
      expect(signUp.email_address).toBe(asked.address)
      expect(signUp.first_name).toBe(expected.firstName)
      const isAddressOpen =
        signUp.missing_fields.includes('email_address') || signUp.unverified_fields.includes('email_address')
      expect(isAddressOpen).toBe(true)
      expect(expected.isEmailAddressVerified).toBe(false)
    },
  )

  it.each(documentedRefusals.map((refusal, index) => ({ index, ...refusal })))(
    'of $provider that something was refused ($index) are told to the app',
    async ({ provider, callback, tokens, profile }) => {
      const browser = app.browser()
      const begun = await app.begin(browser, 'sign_ins', { strategy: `oauth_${provider}` })
      const url = authorizationUrlOf(begun.body.response)
      const agreed = app.provider.agree(url, { provider })
      const state = { state: agreed.state ?? '' }
      const [first] = findProvider(provider)?.profileRequests ?? []
      app.provider.interruptWith(async (target, options) => {
        const isProfile = first !== undefined && target.startsWith(first.url.split('?')[0] ?? '')
        const refusal = isProfile ? profile : tokens
        if (refusal) return Response.json(refusal.body, { status: refusal.status })
        return await app.provider.answer(target, options)
      })
      const back = await app.comeBack(browser, callback ? { ...callback, ...state } : agreed)
      app.provider.interruptWith(undefined)
      expect(back.headers.get('location')).toBe(callbackPage)
      const { first_factor_verification: verification } = (await app.clientOf(browser)).sign_in
      expect(verification).toMatchObject({
        status: 'failed',
        error: {
          code: callback
            ? 'oauth_access_denied'
            : profile
              ? 'oauth_fetch_user_error'
              : 'oauth_token_exchange_error',
        },
      })
    },
  )
})
