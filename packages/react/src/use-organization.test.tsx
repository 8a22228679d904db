import { claims, createFakeKeywright, type FakeOptions, membership } from '@keywright/test-kit/fake-keywright'
import { act } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import {
  type UseOrganizationParams,
  useAuth,
  useOrganization,
  useOrganizationCreationDefaults,
  useOrganizationList,
} from './index.ts'
import { appOf, draw, expectNoComplaints, settle, Watch } from './testing/draw.tsx'

expectNoComplaints()

const members = '/v1/organizations/org_1/memberships'

/** A member of one organization, whose lists have 25 entries each. */
function createMember(options: FakeOptions = {}) {
  const fake = createFakeKeywright({ session: 'active', memberships: [membership], ...options })
  const page = (query: URLSearchParams) => {
    const offset = Number(query.get('offset'))
    const count = Math.min(Number(query.get('limit')), 25 - offset)
    const data = Array.from({ length: count }, (_one, at) => ({ ...membership, id: `orgmem_${offset + at}` }))
    return { response: { data, total_count: 25 }, client: null }
  }
  for (const path of [members, '/v1/me/organization_memberships']) fake.answer(path, 200, page)
  const asked = (path: string) => fake.called.filter((one) => one === path).length
  return { ...fake, asked }
}

const OrganizationText = () => JSON.stringify(useOrganization({ memberships: true }))

function AuthText() {
  const { orgId, orgRole, orgPermissions, has } = useAuth()
  return JSON.stringify([orgId, orgRole, orgPermissions, has({ permission: 'org:docs:write' })])
}

/** What is fetched with the first verb takes its time where it is translated first. */
beforeAll(async () => {
  const fake = createMember()
  await fake.keywright.load()
  const { user, organization } = fake.keywright
  await Promise.all([organization?.getMemberships(), user?.getOrganizationMemberships()])
})

/** The newest thing that a hook gives. */
async function follow<Value>(fake: ReturnType<typeof createMember>, hook: () => Value) {
  const seen: Value[] = []
  const drawn = await draw(appOf(fake, <Watch hook={hook} seen={(value) => seen.push(value)} />))
  await settle()
  return { ...drawn, seen, now: () => seen.at(-1) as Value }
}

describe('useOrganization', () => {
  it('knows nothing, then the active organization and what the user is in it', async () => {
    const { seen, now } = await follow(createMember(), () => useOrganization())
    expect(seen[0]).toMatchObject({ isLoaded: false, organization: undefined, membership: undefined })
    expect(now()).toMatchObject({
      ...{ isLoaded: true, organization: { id: 'org_1', slug: 'acme' }, membership: { role: 'org:admin' } },
      memberships: { data: [], isLoading: false },
    })
  })

  it('says so where the personal account is active, and to strangers', async () => {
    for (const options of [{ memberships: [] }, { session: undefined }] as FakeOptions[]) {
      const fake = createFakeKeywright({ session: 'active', ...options })
      const { now } = await follow({ ...fake, asked: () => 0 }, () => useOrganization({ memberships: true }))
      expect(now()).toMatchObject({ isLoaded: true, organization: null, membership: null, memberships: null })
      expect(fake.called).not.toContain(members)
    }
  })

  it('asks for what it is told to, page by page', async () => {
    const fake = createMember()
    const hook = () => useOrganization({ memberships: { pageSize: 10, keepPreviousData: true } })
    const { seen, now } = await follow(fake, hook)
    expect(seen.some(({ memberships }) => memberships?.isLoading)).toBe(true)
    expect(now().memberships).toMatchObject({ count: 25, page: 1, pageCount: 3, hasNextPage: true })
    await act(async () => now().memberships?.fetchNext?.())
    await settle()
    expect(now().memberships?.data?.[0]?.id).toBe('orgmem_10')
    expect(fake.asked(members)).toBe(2)
  })

  it('draws again without end, and does not ask twice for what it has', async () => {
    const fake = createMember()
    const { now } = await follow(fake, () => useOrganization({ memberships: { infinite: true } }))
    for (const _next of [2, 3]) {
      await act(async () => now().memberships?.fetchNext?.())
      await settle()
    }
    expect(now().memberships?.data?.map(({ id }) => id)).toHaveLength(25)
    expect(fake.asked(members)).toBe(3)
  })

  it('shares what it asks for between components, and asks again once something has changed', async () => {
    const fake = createMember()
    fake.answer('/v1/organizations/org_1/invitations', 200, { response: {} })
    const lists: unknown[] = []
    const watch = (key: string) => (
      <Watch
        key={key}
        hook={() => useOrganization({ memberships: true })}
        seen={({ memberships, organization }) => lists.push([memberships?.data, organization])}
      />
    )
    await draw(appOf(fake, [watch('one'), watch('two')]))
    await settle()
    expect(fake.asked(members)).toBe(1)
    await act(
      async () => void (await fake.keywright.organization?.inviteMember({ emailAddress: 'b@example.com' })),
    )
    await settle()
    expect(fake.asked(members)).toBe(2)
  })

  it('says why a list cannot be shown', async () => {
    const fake = createMember()
    const errors = [{ code: 'missing_organization_permission', message: 'x' }]
    fake.answer(members, 403, { errors })
    const { now } = await follow(fake, () => useOrganization({ memberships: true }))
    expect(now().memberships).toMatchObject({
      ...{ isError: true, data: [], error: { code: 'missing_organization_permission' } },
    })
  })

  it('has no lists on a server', () => {
    expect(renderToString(appOf(createMember(), <OrganizationText />))).toContain('isLoaded&quot;:false')
  })

  it('has types as its parameters say', () => {
    type Of<Params extends UseOrganizationParams> = Extract<
      ReturnType<typeof useOrganization<Params>>,
      { organization: object }
    >['memberships']['setData']
    type First<Set> = Set extends (data?: infer Data) => unknown ? Extract<Data, readonly unknown[]> : never
    expectTypeOf<First<Of<{ memberships: { infinite: true } }>>>().not.toBeNever()
    expectTypeOf<First<Of<{ memberships: true }>>>().toBeNever()
  })
})

describe('useOrganizationList', () => {
  it('lists the memberships, and goes to another organization', async () => {
    const fake = createMember()
    const { seen, now } = await follow(fake, () => useOrganizationList({ userMemberships: true }))
    expect(seen[0]).toMatchObject({ isLoaded: false, setActive: undefined })
    expect(now()).toMatchObject({
      isLoaded: true,
      userMemberships: { count: 25 },
      userInvitations: { data: [] },
    })
    expect(now().setActive).toBe(fake.keywright.setActive)
    expect(now().createOrganization).toBe(fake.keywright.createOrganization)
  })

  it('is not there for strangers', async () => {
    const fake = createFakeKeywright()
    const { now } = await follow({ ...fake, asked: () => 0 }, () => useOrganizationList())
    expect(now()).toMatchObject({ isLoaded: false, userMemberships: { data: undefined, isLoading: false } })
  })
})

it('useOrganizationCreationDefaults is asked once, and not where it is not wanted', async () => {
  const path = '/v1/me/organization_creation_defaults'
  const fake = createMember()
  fake.answer(path, 200, { response: { form: { name: 'Acme' }, advisory: null } })
  const { now } = await follow(fake, () => useOrganizationCreationDefaults())
  expect(now()).toEqual({
    data: expect.objectContaining({ advisory: null }),
    error: null,
    isLoading: false,
    isFetching: false,
  })
  const { now: none } = await follow(createMember(), () =>
    useOrganizationCreationDefaults({ enabled: false }),
  )
  expect(none()).toEqual({ data: undefined, error: null, isLoading: false, isFetching: false })
  expect(fake.asked(path)).toBe(1)
})

describe('useAuth', () => {
  it('knows the organization by the membership, and its permissions', async () => {
    const { now } = await follow(createMember(), () => useAuth())
    expect(now()).toMatchObject({
      ...{ orgId: 'org_1', orgSlug: 'acme', orgRole: 'org:admin' },
      orgPermissions: ['org:sys_memberships:manage'],
    })
    expect(now().has({ permission: 'org:sys_memberships:manage' })).toBe(true)
    expect(now().has({ role: 'basic_member' })).toBe(false)
  })

  it('knows what the token says, before the membership is there', () => {
    const o = { ...claims.o, per: 'read,write', fpm: '2' }
    const initialState = { sessionClaims: { ...claims, o, fea: 'o:docs' } }
    const html = renderToString(appOf({ ...createMember(), initialState }, <AuthText />))
    expect(html.replaceAll('&quot;', '"')).toBe('["org_1","org:admin",["org:docs:write"],true]')
    const old = { org_id: 'org_2', org_role: 'org:member', org_permissions: ['org:docs:write'] }
    const { o: _o, ...personal } = claims
    const oldState = { sessionClaims: { ...personal, ...old } }
    const oldHtml = renderToString(appOf({ ...createMember(), initialState: oldState }, <AuthText />))
    expect(oldHtml.replaceAll('&quot;', '"')).toBe('["org_2","org:member",["org:docs:write"],true]')
  })

  it('has no organization in the personal account', async () => {
    const fake = createMember({ memberships: [] })
    fake.answer('/v1/client', 200, { response: null })
    const { now } = await follow(fake, () => useAuth())
    expect(now()).toMatchObject({ orgId: null, orgRole: null, orgSlug: null, orgPermissions: null })
  })
})
