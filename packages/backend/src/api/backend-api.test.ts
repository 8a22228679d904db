import * as contract from '@keywright/contract'
import { describe, expect, it } from 'vitest'
import { createBackendClient } from '../backend-client.ts'
import { isClerkAPIResponseError } from '../errors.ts'
import { BackendApiError } from './api-error.ts'
import { createBackendApi } from './backend-api.ts'
import type { Call, CallParts } from './call.ts'
import { paginate } from './paginate.ts'

interface Made {
  operation: string
  parts: CallParts | undefined
}

/** The methods, on a call that is written down and answered with nothing. */
function recording() {
  const made: Made[] = []
  const call = async (operation: string, parts?: CallParts) => {
    made.push({ operation, parts })
    return { data: [], totalCount: 0 }
  }
  return { api: createBackendApi(call as unknown as Call), made }
}

const isBackendRoute = (value: unknown): value is contract.AnyRoute =>
  typeof value === 'object' &&
  value !== null &&
  'operationId' in value &&
  'audience' in value &&
  value.audience === 'backend'

describe('the methods of the Backend API', () => {
  it('reach every operation of the contract', async () => {
    const { api, made } = recording()
    const file = new Blob(['x'], { type: 'image/png' })
    const argumentsTried = [
      [{ file }],
      ['id'],
      ['id', { file }],
      ['id', 'template'],
      ['id', { publicMetadata: {} }],
      [['id']],
    ]
    for (const methods of Object.values(api))
      for (const method of Object.values(methods))
        for (const given of argumentsTried)
          await Promise.resolve()
            .then(() => (method as (...input: unknown[]) => unknown)(...given))
            .catch(() => {})
    const operations = Object.values<unknown>(contract)
      .filter(isBackendRoute)
      .map(({ operationId }) => operationId)
    expect(operations.length).toBeGreaterThan(60)
    expect([...new Set(made.map(({ operation }) => operation))].sort()).toEqual(operations.sort())
  })

  it('invite thousands in calls that the server takes, and tell how far that is', async () => {
    const sizes: number[] = []
    const call = async (_operation: string, { query, body }: CallParts = {}) => {
      const people = body as { emailAddress: string }[]
      sizes.push(people.length)
      expect(query).toEqual({ partial: 'true' })
      const [first, ...others] = people
      return { data: others, refused: [{ emailAddress: first?.emailAddress, code: 'too_many_requests' }] }
    }
    const { organizations } = createBackendApi(call as unknown as Call)
    const people = Array.from({ length: 2500 }, (_, index) => ({
      ...{ emailAddress: `a${index}@example.com`, role: 'org:member' },
    }))
    const told: number[][] = []
    const { invited, refused } = await organizations.inviteAll('org_1', people, {
      onProgress: ({ done, total }) => told.push([done, total]),
    })
    expect(sizes).toEqual([1000, 1000, 500])
    expect(told).toEqual([1000, 2000, 2500].map((done) => [done, 2500]))
    expect([invited.length, refused.map(({ emailAddress }) => emailAddress)]).toEqual([
      2497,
      ['a0@example.com', 'a1000@example.com', 'a2000@example.com'],
    ])
  })

  it('write names as the wire does, and leave what belongs to the app as it is', async () => {
    const sent: { url: string; body: unknown }[] = []
    const fetch = async (request: Request) => {
      sent.push({ url: request.url, body: request.body ? await request.json() : undefined })
      return Response.json(request.url.includes('/count') ? { object: 'total_count', total_count: 3 } : [])
    }
    const client = clientWith(fetch)
    await client.users.createUser({
      emailAddress: ['a@example.com'],
      firstName: 'Ada',
      createdAt: new Date('2026-01-02T03:04:05Z'),
      publicMetadata: { someKey: { innerKey: 1 } },
    })
    await client.users.updateUser('user_1', { primaryEmailAddressID: 'idn_1', firstName: undefined })
    const page = await client.users.getUserList({
      orderBy: '-created_at',
      emailAddress: ['a', 'b'],
      limit: 5,
    })
    expect(page).toEqual({ data: [], totalCount: 3 })
    expect(sent).toEqual([
      {
        url: 'http://server.test/v1/users',
        body: {
          email_address: ['a@example.com'],
          first_name: 'Ada',
          created_at: '2026-01-02T03:04:05.000Z',
          public_metadata: { someKey: { innerKey: 1 } },
        },
      },
      { url: 'http://server.test/v1/users/user_1', body: { primary_email_address_id: 'idn_1' } },
      {
        url: 'http://server.test/v1/users?order_by=-created_at&email_address=a&email_address=b&limit=5',
        body: undefined,
      },
      { url: 'http://server.test/v1/users/count?email_address=a&email_address=b', body: undefined },
    ])
  })

  it('write what is asked of an authorization in the words of the wire', async () => {
    const { api, made } = recording()
    const reverification = { level: 'first_factor', afterMinutes: 5 } as const
    await api.authorization.explain({ sessionToken: 'a.b.c', reverification })
    await api.authorization.explain({ userId: 'user_1', organizationId: 'org_1', role: 'org:admin' })
    expect(made.map(({ parts }) => parts?.body)).toEqual([
      { sessionToken: 'a.b.c', reverification: { level: 'first_factor', after_minutes: 5 } },
      { userId: 'user_1', organizationId: 'org_1', role: 'org:admin', reverification: undefined },
    ])
  })

  it('write what an organization asks of sessions in the words of the wire', async () => {
    const sent: unknown[] = []
    const rule = { effective: null, inherited: null, overridden: false }
    const client = clientWith(async (request) => {
      sent.push([request.method, new URL(request.url).pathname, request.body ? await request.json() : null])
      return Response.json({ object: 'organization_policy', organization_id: 'org_1', ip_ranges: rule })
    })
    expect(await client.organizations.getPolicy('org_1')).toMatchObject({ ipRanges: { overridden: false } })
    await client.organizations.updatePolicy('org_1', { mfaRequired: true, ipRanges: null })
    expect(sent).toEqual([
      ['GET', '/v1/organizations/org_1/policy', null],
      ['PATCH', '/v1/organizations/org_1/policy', { mfa_required: true, ip_ranges: null }],
    ])
  })

  it('change the fields and the metadata of a user apart', async () => {
    const { api, made } = recording()
    await api.users.updateUser('user_1', { firstName: 'Ada', publicMetadata: { a: 1 } })
    await api.users.updateUser('user_1', { publicMetadata: { a: 1 } })
    expect(made.map(({ operation }) => operation)).toEqual([
      'UpdateUser',
      'ReplaceUserMetadata',
      'ReplaceUserMetadata',
    ])
  })

  // The attack: an id from a URL that leads to another operation.
  it.each(['../sessions', 'user_1/ban', '', '..', 'user_1?x=', '%2e%2e'])(
    'keep the id %j in its place',
    async (id) => {
      const sent: string[] = []
      const client = clientWith(async (request) => {
        sent.push(new URL(request.url).pathname)
        return Response.json({})
      })
      await client.users.deleteUser(id).catch(() => {})
      for (const path of sent) expect(path).toMatch(/^\/v1\/users\/[^/]+$/)
    },
  )
})

function clientWith(fetch: (request: Request) => Promise<Response>) {
  return createBackendClient({
    secretKey: 'sk_test_a',
    apiUrl: 'http://server.test/',
    environment: {},
    fetch: fetch as unknown as typeof globalThis.fetch,
  })
}

describe('an answer', () => {
  const wire = {
    ...{
      object: 'user',
      id: 'user_1',
      first_name: 'Ada',
      last_name: null,
      primary_email_address_id: 'idn_2',
    },
    email_addresses: [
      { id: 'idn_1', email_address: 'a@example.com', verification: null, linked_to: [] },
      { id: 'idn_2', email_address: 'b@example.com', verification: { status: 'verified' }, linked_to: [] },
    ],
    public_metadata: { some_key: { inner_key: 1 } },
    created_at: 5,
  }

  it('is read in the names of code, with what users have beside', async () => {
    const user = await clientWith(async () => Response.json(wire)).users.getUser('user_1')
    expect(user).toMatchObject({
      id: 'user_1',
      firstName: 'Ada',
      createdAt: 5,
      publicMetadata: { some_key: { inner_key: 1 } },
    })
    expect(user.emailAddresses[0]?.emailAddress).toBe('a@example.com')
    expect(user.primaryEmailAddress?.emailAddress).toBe('b@example.com')
    expect(user.fullName).toBe('Ada')
    expect(user.raw).toEqual(wire)
    expect(Object.keys(user)).not.toContain('raw')
  })

  it('that refuses is an error of ours, and readable as one of the official SDKs', async () => {
    const body = {
      errors: [{ code: 'form_param_missing', message: 'm', long_message: 'long', meta: { param_name: 'a' } }],
      clerk_trace_id: 'trace',
    }
    const client = clientWith(async () =>
      Response.json(body, { status: 422, headers: { 'retry-after': '7' } }),
    )
    const error = await client.users.createUser({}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(BackendApiError)
    expect(isClerkAPIResponseError(error)).toBe(true)
    expect(error).toMatchObject({
      status: 422,
      code: 'form_param_missing',
      clerkTraceId: 'trace',
      retryAfter: 7,
    })
    expect((error as BackendApiError).errors[0]).toMatchObject({
      longMessage: 'long',
      meta: { paramName: 'a' },
    })
  })

  it('is asked for again while the server is away', async () => {
    let calls = 0
    const client = createBackendClient({
      ...{ secretKey: 'sk_test_a', apiUrl: 'http://server.test', environment: {} },
      fetch: (async () => {
        calls += 1
        return calls < 3 ? new Response('', { status: 503 }) : Response.json(wire)
      }) as unknown as typeof globalThis.fetch,
    })
    expect((await client.users.getUser('user_1')).id).toBe('user_1')
    expect(calls).toBe(3)
  })

  it('is none without a secret key', async () => {
    const client = createBackendClient({ environment: {} })
    await expect(client.users.getUser('user_1')).rejects.toMatchObject({ code: 'secret_key_missing' })
  })
})

describe('pagination', () => {
  const all = Array.from({ length: 7 }, (_, index) => index)
  const list = async ({ limit, offset }: { limit: number; offset: number }) => ({
    data: all.slice(offset, offset + limit),
    totalCount: all.length,
  })
  const collect = async (pageSize: number, source = list) => {
    const found: number[] = []
    for await (const item of paginate(source, { pageSize })) found.push(item)
    return found
  }

  it('goes through every page, whatever its size', async () => {
    for (const pageSize of [1, 2, 3, 7, 100, 0, 10_000]) expect(await collect(pageSize)).toEqual(all)
  })

  it('ends where a list says more than it has', async () => {
    const lying = async (page: { limit: number; offset: number }) => ({
      ...(await list(page)),
      totalCount: 1_000,
    })
    expect(await collect(3, lying)).toEqual(all)
  })
})
