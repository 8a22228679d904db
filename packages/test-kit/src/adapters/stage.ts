/** What every story of the shared suite stands on: an adapter's app, an instance, and requests to the one about the other. */
import { afterAll, beforeAll, it } from 'vitest'
import { type AdapterHost, paths, type ReadHeader, type RunningHost } from './adapter-host.ts'
import {
  type CookieParts,
  cookieHeader,
  type FakeBackendApi,
  type InstanceKind,
  nowSeconds,
  publishableKeyOf,
  startBackendApi,
} from './instance.ts'
import { type RawAnswer, type RawParts, sendRaw } from './raw-request.ts'

export const page = { accept: 'text/html', 'sec-fetch-dest': 'document' }
export const program = { accept: 'application/json', 'sec-fetch-dest': 'empty' }
/** When the client last changed: before every token of these stories. */
export const uat = nowSeconds() - 100
export const signIn = 'https://accounts.example.com/sign-in'

export interface Visit extends CookieParts, RawParts {
  /** The options that the app is to use, by their name in `cases`. */
  use?: string
  bearer?: string
}

export interface Stage {
  adapter: AdapterHost
  /** What a stranger is answered with where members only may be. */
  statuses: { page: number; program: number }
  api(): FakeBackendApi
  keys(kind: InstanceKind): Record<string, unknown>
  /** A story that others may tell otherwise. */
  story(title: string, tell: () => Promise<void>): void
  visit(path: string, how?: Visit): Promise<RawAnswer>
  /** What the app learns about whoever visits. */
  who(how: Visit): Promise<Record<string, unknown>>
  /** The cookies by which the server signs a browser in. */
  directivesFor(token: string): string[]
}

/** Sets the stage for the tests of the `describe` around it. */
export function setStage(adapter: AdapterHost): Stage {
  let api: FakeBackendApi
  let app: RunningHost

  const keys = (kind: InstanceKind) => ({
    ...{ secretKey: `sk_${kind}_a`, publishableKey: publishableKeyOf(kind), apiUrl: api.url },
    ...{ signInUrl: signIn, environment: {}, telemetry: { disabled: true } },
  })
  const satellite = { isSatellite: true, domain: 'satellite.example.com', satelliteAutoSync: true }
  const cases: Record<string, () => Record<string, unknown>> = {
    live: () => keys('live'),
    test: () => keys('test'),
    azp: () => ({ ...keys('live'), authorizedParties: ['https://other.example.com'] }),
    satellite: () => ({ ...keys('live'), ...satellite }),
    satelliteByUrl: () => ({
      ...keys('live'),
      isSatellite: ({ hostname }: URL) => hostname === 'app.example.com',
      domain: () => 'satellite.example.com',
      satelliteAutoSync: true,
    }),
    proxied: () => ({ ...keys('live'), proxyUrl: '/__clerk' }),
    forwards: () => ({
      ...{ ...keys('live'), frontendApiProxy: { enabled: true } },
      environment: { CLERK_FAPI_URL: `${api.url}/fapi` },
    }),
    forwardsElsewhere: () => ({ ...keys('live'), frontendApiProxy: { enabled: true, path: '/auth/' } }),
    ownSignIn: () => ({ ...keys('live'), signInUrl: '/sign-in?from=app' }),
    keyless: () => ({ ...keys('live'), secretKey: '' }),
  }

  beforeAll(async () => {
    api = await startBackendApi()
    app = await adapter.start((header: ReadHeader) => {
      const name = header('x-case') ?? 'live'
      if (name === 'throws') throw new Error('no options')
      return cases[name]?.() ?? {}
    })
  })
  afterAll(async () => {
    await app?.stop()
    await api?.stop()
  })

  const story = (title: string, tell: () => Promise<void>) => {
    const why = adapter.differs?.[title]
    // Whoever differs must really differ: a story that passes after all is to be taken off the list.
    if (why === undefined) it(title, tell)
    else it.fails(`${title} (not here: ${why})`, tell)
  }

  const visit = (path: string, how: Visit = {}): Promise<RawAnswer> => {
    const { use, bearer, headers, method, body, ...cookies } = how
    const cookie = cookieHeader(cookies)
    return sendRaw(app.port, path, {
      ...(method ? { method } : {}),
      ...(body ? { body } : {}),
      headers: {
        ...(use ? { 'x-case': use } : {}),
        ...(cookie ? { cookie } : {}),
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...headers,
      },
    })
  }
  const who = async (how: Visit) => (await visit(paths.who, { headers: program, ...how })).json()
  const directivesFor = (token: string) => [
    `__session=${token}; Path=/; SameSite=Lax`,
    `__client_uat=${uat}; Path=/`,
  ]
  const statuses = adapter.statuses ?? { page: 302, program: 401 }
  return { adapter, statuses, api: () => api, keys, story, visit, who, directivesFor }
}
