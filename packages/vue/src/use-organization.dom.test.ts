import { claims, createFakeKeywright, membership } from '@keywright/test-kit/fake-keywright'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSSRApp, h, ref } from 'vue'
import { renderToString } from 'vue/server-renderer'
import {
  keywrightPlugin,
  useAuth,
  useOrganization,
  useOrganizationCreationDefaults,
  useOrganizationList,
} from './index.ts'
import { componentOf, draw, expectNoComplaints, settle, watching } from './testing/draw.ts'

expectNoComplaints()

const members = '/v1/organizations/org_1/memberships'

/** A member of one organization, whose lists have 25 entries each. */
function createMember() {
  const fake = createFakeKeywright({ session: 'active', memberships: [membership] })
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

/** What is fetched with the first verb takes its time where it is translated first. */
beforeAll(async () => {
  const { keywright } = createMember()
  await keywright.load()
  await Promise.all([keywright.organization?.getMemberships(), keywright.user?.getOrganizationMemberships()])
})

/** Draws a component that uses a composable, and gives what that gave. */
async function follow<Value>(fake: ReturnType<typeof createMember>, use: () => Value): Promise<Value> {
  const used: Value[] = []
  const Watch = watching(() => {
    used.push(use())
    return () => undefined
  }, [])
  await draw(fake, () => h(Watch))
  await settle()
  return used[0] as Value
}

describe('useOrganization', () => {
  it('knows nothing, then the active organization and what the user is in it', async () => {
    const seen: unknown[] = []
    const Watch = watching(() => {
      const { isLoaded, organization, membership: own } = useOrganization()
      return () => [isLoaded.value, organization.value?.slug, own.value?.role]
    }, seen)
    await draw(createMember(), () => h(Watch))
    expect([seen[0], seen.at(-1)]).toEqual([
      [false, undefined, undefined],
      [true, 'acme', 'org:admin'],
    ])
  })

  it('asks for what it is told to, page by page, and anew with other filters', async () => {
    const fake = createMember()
    const query = ref('ada')
    const { memberships } = await follow(fake, () =>
      useOrganization(() => ({ memberships: { pageSize: 10, query: query.value } })),
    )
    expect(memberships.value).toMatchObject({ count: 25, page: 1, pageCount: 3, hasNextPage: true })
    memberships.value?.fetchNext?.()
    await settle()
    expect(memberships.value).toMatchObject({ page: 2, data: [{ id: 'orgmem_10' }, ...Array(9).fill({})] })
    query.value = 'bob'
    await settle()
    expect(memberships.value).toMatchObject({ page: 1, isFetching: false })
    expect(fake.asked(members)).toBe(3)
  })

  it('asks again once something has changed, and once for two that ask the same', async () => {
    const fake = createMember()
    fake.answer('/v1/organizations/org_1/invitations', 200, { response: {} })
    await follow(fake, () => [useOrganization({ memberships: true }), useOrganization({ memberships: true })])
    expect(fake.asked(members)).toBe(1)
    await fake.keywright.organization?.inviteMember({ emailAddress: 'b@example.com' })
    await settle()
    expect(fake.asked(members)).toBe(2)
  })

  it('asks nothing on a server', async () => {
    const fake = createMember()
    const Text = {
      setup() {
        const { isLoaded, memberships } = useOrganization({ memberships: true })
        return () => h('p', `${isLoaded.value} ${memberships.value?.data}`)
      },
    }
    const html = await renderToString(
      createSSRApp(componentOf(() => h(Text))).use(keywrightPlugin, {
        ...{ publishableKey: '', keywright: fake.keywright, alive: new Promise(() => undefined) },
      }),
    )
    expect(html).toContain('false undefined')
    expect(fake.asked(members)).toBe(0)
  })
})

it('useOrganizationList lists the memberships, page after page', async () => {
  const fake = createMember()
  const { isLoaded, userMemberships, setActive } = await follow(fake, () =>
    useOrganizationList({ userMemberships: { infinite: true } }),
  )
  expect([isLoaded.value, userMemberships.value.data?.length]).toEqual([true, 10])
  expect(setActive.value).toBe(fake.keywright.setActive)
  userMemberships.value.fetchNext?.()
  await settle()
  expect(userMemberships.value.data?.length).toBe(20)
  expect(fake.asked('/v1/me/organization_memberships')).toBe(2)
})

it('useOrganizationCreationDefaults tells what the form begins with', async () => {
  const fake = createMember()
  fake.answer('/v1/me/organization_creation_defaults', 200, { response: { form: { name: 'Acme' } } })
  const { data, isLoading } = await follow(fake, () => useOrganizationCreationDefaults())
  expect([data.value?.form.name, isLoading.value]).toEqual(['Acme', false])
})

it('useAuth knows the organization by the membership, and its permissions', async () => {
  const { orgId, orgRole, orgPermissions, has } = await follow(createMember(), () => useAuth())
  expect([orgId.value, orgRole.value, orgPermissions.value]).toEqual([
    ...[claims.o.id, 'org:admin', ['org:sys_memberships:manage']],
  ])
  expect(has({ permission: 'org:sys_memberships:manage' })).toBe(true)
})
