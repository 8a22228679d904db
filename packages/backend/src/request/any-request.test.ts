/** Whatever a stranger sends, a request ends in one of three states: it is never a fault of the app. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBackendClient } from '../backend-client.ts'
import { encode, keys, makeToken, nowSeconds, publishableKey, suffixOf } from '../testing/tokens.ts'
import type { RequestState } from './request-state.ts'

const odd = fc.oneof(
  fc.constantFrom('', '0', '-1', 'NaN', '9'.repeat(400), '%00', '%E0%A4%A', '"', '..', '__proto__', 'null'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
)
const claims = fc.dictionary(
  fc.constantFrom(
    'sub',
    'sid',
    'iss',
    'iat',
    'nbf',
    'exp',
    'azp',
    'v',
    'o',
    'fea',
    'pla',
    'fva',
    'sts',
    'act',
    'kwv',
  ),
  fc.jsonValue({ maxDepth: 2 }),
)
const organization = fc.dictionary(
  fc.constantFrom('id', 'slg', 'rol', 'per', 'fpm'),
  fc.jsonValue({ maxDepth: 1 }),
)
const member = fc.record({
  v: fc.constant(2),
  o: organization,
  fea: fc.oneof(fc.jsonValue(), fc.constant('o:docs')),
})
const header = fc.dictionary(
  fc.constantFrom('alg', 'kid', 'typ', 'cat', 'crit'),
  fc.jsonValue({ maxDepth: 1 }),
)
const token = fc.oneof(
  odd,
  fc.constant(makeToken()),
  fc.constant(makeToken({ at: -600 })),
  // Signed by the server, whatever is in it: its slips must not be faults of the app either.
  claims.map((given) => makeToken({ claims: given })),
  member.map((given) => makeToken({ claims: given })),
  header.map((given) => makeToken({ header: given })),
  fc
    .tuple(fc.jsonValue(), fc.jsonValue())
    .map(([first, second]) => `${encode(first)}.${encode(second)}.AAAA`),
)
const uat = fc.oneof(odd, fc.constantFrom('0', '5', String(nowSeconds())))
const names = [
  '__session',
  '__client_uat',
  '__refresh',
  '__clerk_db_jwt',
  '__clerk_handshake',
  '__clerk_redirect_count',
]
const kinds = ['live', 'test'] as const
const cookie = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom('', ...kinds.map((kind) => `_${suffixOf(publishableKey(kind))}`)),
    fc.oneof(token, uat),
  )
  .map(([name, suffix, value]) => `${name}${suffix}=${value}`)
const cookies = fc.array(cookie, { maxLength: 8 }).map((all) => all.join('; '))
const param = fc.constantFrom(
  '__clerk_db_jwt',
  '__clerk_handshake',
  '__clerk_synced',
  '__clerk_redirect_url',
  'x',
)
const query = fc.array(fc.tuple(param, fc.oneof(token, odd)), { maxLength: 3 })
const headers = fc.record(
  {
    cookie: cookies,
    authorization: fc.oneof(
      odd,
      token.map((one) => `Bearer ${one}`),
    ),
    accept: fc.constantFrom('text/html', '*/*', ''),
    'sec-fetch-dest': fc.constantFrom('document', 'iframe', 'empty', ''),
    referer: fc.oneof(odd, fc.constant('https://other.example.com/')),
    host: odd,
    'x-forwarded-host': odd,
    'x-forwarded-proto': odd,
  },
  { requiredKeys: [] },
)
const given = fc.record({
  kind: fc.constantFrom(...kinds),
  method: fc.constantFrom('GET', 'POST', 'HEAD'),
  headers,
  query,
  accepts: fc.constantFrom('session_token', 'any', 'api_key', 'oauth_token'),
  isSatellite: fc.boolean(),
})

const clients = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    createBackendClient({
      ...{
        secretKey: 'sk_a',
        jwtKey: keys.pem,
        publishableKey: publishableKey(kind),
        environment: {},
        warn: () => {},
      },
      ...{
        domain: 'satellite.example.com',
        signInUrl: 'https://primary.example.com/in',
        satelliteAutoSync: true,
      },
      fetch: (async () => new Response('', { status: 500 })) as unknown as typeof globalThis.fetch,
      retry: { triesMax: 1 },
    }),
  ]),
)

/** Headers of a name or value that no HTTP library lets through are not sent at all. */
function toRequest(parts: {
  method: string
  headers: object
  query: [string, string][]
}): Request | undefined {
  const url = new URL('https://app.example.com/members')
  for (const [name, value] of parts.query) url.searchParams.append(name, value)
  try {
    return new Request(url, { method: parts.method, headers: parts.headers as Record<string, string> })
  } catch {
    return undefined
  }
}

function expectSound(state: RequestState): void {
  expect(['signed-in', 'signed-out', 'handshake']).toContain(state.status)
  const auth = state.toAuth()
  expect(auth?.has({ role: 'org:admin' }) ?? false).toBeTypeOf('boolean')
  if (auth && 'debug' in auth) auth.debug()
  const location = state.headers.get('location')
  if (location !== null) expect(new URL(location).protocol).toMatch(/^https?:$/)
  // Nobody is signed in by what the server did not sign.
  if (state.status === 'signed-in') expect(state.token.split('.')).toHaveLength(3)
}

describe('any request', () => {
  it('ends in a state, with headers that can be sent', async () => {
    const seen = new Set<string>()
    const holds = fc.asyncProperty(given, async ({ kind, accepts, isSatellite, ...parts }) => {
      const request = toRequest(parts)
      if (!request) return
      const options = { acceptsToken: accepts as 'any', isSatellite }
      const state = await clients[kind]?.authenticateRequest(request, options)
      if (!state) throw new RangeError('there is a client for each kind')
      seen.add(state.status)
      expectSound(state)
    })
    await fc.assert(holds, { numRuns: 3_000 })
    expect([...seen].sort()).toEqual(['handshake', 'signed-in', 'signed-out'])
  })
})
