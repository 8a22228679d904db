import { describe, expect, expectTypeOf, it } from 'vitest'
import type { SignedInAuthObject, SignedOutAuthObject } from './auth/auth-object.ts'
import { createBackendClient } from './backend-client.ts'
import { cookieHeader } from './testing/state-table.ts'
import { keys, makeToken, publishableKey } from './testing/tokens.ts'

const environment = {
  KEYWRIGHT_SECRET_KEY: 'sk_live_a',
  NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey('live'),
  CLERK_JWT_KEY: keys.pem,
}
const page = (cookie: string) =>
  new Request('https://app.example.com/members', {
    headers: { cookie, accept: 'text/html', 'sec-fetch-dest': 'document' },
  })
const somebody = cookieHeader('live', { session: makeToken(), uat: 5 })

describe('the client', () => {
  it('has its options from the environment, and better ones from its caller', async () => {
    const client = createBackendClient({ environment, signInUrl: '/sign-in', publishableKey: undefined })
    const state = await client.authenticateRequest(page(somebody), { signInUrl: undefined, domain: 'a' })
    expect(state).toMatchObject({ status: 'signed-in', signInUrl: '/sign-in', domain: 'a' })
    const strict = await client.authenticateRequest(page(somebody), { authorizedParties: ['https://b.test'] })
    expect(strict.reason).toBe('token-invalid-authorized-parties')
  })

  it('answers about sessions where nothing else is accepted', async () => {
    const client = createBackendClient({ environment })
    const state = await client.authenticateRequest(page(''))
    if (state.status === 'handshake') throw new RangeError('nobody needs no handshake')
    const auth = state.toAuth()
    expectTypeOf(auth).toEqualTypeOf<SignedInAuthObject | SignedOutAuthObject>()
    expect(auth.userId).toBeNull()
  })

  // The attack: an app logs `auth.debug()`, and somebody reads the log.
  it('shows a developer no secret of its environment, and no payload in an address', async () => {
    const client = createBackendClient({
      environment: { ...environment, KEYWRIGHT_WEBHOOK_SIGNING_SECRET: 'whsec_c2VjcmV0LW9m' },
    })
    const query = '?tab=1&__clerk_db_jwt=dvb_of_somebody&__clerk_handshake_nonce='
    const request = new Request(`https://app.example.com/members${query}`, {
      headers: { cookie: somebody, referer: `https://app.example.com/${query}nonce_of_somebody` },
    })
    const debug = (await client.authenticateRequest(request)).toAuth()?.debug() ?? {}
    expect(JSON.stringify(debug)).not.toMatch(/c2VjcmV0|of_somebody/)
    expect(debug).toMatchObject({
      webhookSigningSecret: 'whsec_c',
      url: new URL('https://app.example.com/members?tab=1'),
      referrer: 'https://app.example.com/?tab=1',
    })
  })

  it.each([
    [{ ...environment, KEYWRIGHT_SECRET_KEY: '', CLERK_JWT_KEY: '' }, {}, 'secret_key_missing'],
    [{ ...environment, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: '' }, {}, 'publishable_key_missing'],
    [{ ...environment, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: 'pk_live_x' }, {}, 'publishable_key_invalid'],
    [environment, { isSatellite: true }, 'satellite_domain_missing'],
    [environment, { isSatellite: true, domain: 'a', signInUrl: '/in' }, 'sign_in_url_invalid'],
    [
      { ...environment, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey('test') },
      { isSatellite: true, domain: 'a' },
      'sign_in_url_missing',
    ],
    [
      environment,
      { organizationSyncOptions: { organizationPatterns: ['/(('] } },
      'organization_pattern_invalid',
    ],
  ])('says in words what is wrong with its set-up (%#)', async (given, options, code) => {
    const made = async () => {
      const client = createBackendClient({ environment: given })
      return await client.authenticateRequest(page(somebody), options)
    }
    await expect(made()).rejects.toMatchObject({ name: 'KeywrightConfigError', code })
  })
})
