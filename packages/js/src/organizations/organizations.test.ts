import { beforeEach, describe, expect, it } from 'vitest'
import { clientFromToken } from '../client/client-from-token.ts'
import { settle } from '../testing/fake-clock.ts'
import { errorAnswer } from '../testing/fake-server.ts'
import { createWorld, developmentKey, type OpenApp, type World } from '../testing/open-app.ts'
import { decodeToken, organizationIdOf } from '../tokens/decode-token.ts'

const minute = 60_000

let world: World
beforeEach(() => {
  world = createWorld()
  world.server.signIn('sess_1')
  world.server.join('acme')
  world.server.join('globex', { role: 'org:admin', roles: ['org:admin', 'org:billing'] })
})

function organizationOf(jwt: string | null | undefined): string | null | undefined {
  const decoded = decodeToken(jwt ?? '')
  return decoded && organizationIdOf(decoded.claims)
}

const inCookie = () => organizationOf(world.browser.cookie('__session'))
const inTokenOf = async ({ keywright }: OpenApp) => organizationOf(await keywright.getToken())
const tokenCalls = () => world.server.callsTo(/\/tokens$/).map(({ form }) => form.get('organization_id'))

/** Looks at one tab, and no longer at the others. */
async function lookAt(app: OpenApp, ...others: OpenApp[]): Promise<void> {
  for (const { tab } of others) tab.show(false)
  app.tab.show(true)
  await world.clock.advance(0)
}

describe('setActive', () => {
  it('goes to an organization by its id, its slug or itself, and back to the personal account', async () => {
    const { keywright } = await world.open()
    expect(keywright.organization).toBeNull()
    await keywright.setActive({ organization: 'org_acme' })
    expect(keywright.organization).toMatchObject({ id: 'org_acme', slug: 'acme' })
    await keywright.setActive({ organization: 'globex' })
    expect(keywright.organization?.id).toBe('org_globex')
    const acme = keywright.user?.organizationMemberships[0]?.organization
    await keywright.setActive({ organization: acme ?? null })
    expect(keywright.organization?.id).toBe('org_acme')
    await keywright.setActive({ organization: null })
    expect(keywright.organization).toBeNull()
    expect(world.server.callsTo(/touch/).map(({ form }) => Object.fromEntries(form))).toEqual(
      ['org_acme', 'org_globex', 'org_acme', ''].map((id) => ({
        ...{ intent: 'select_org', active_organization_id: id },
      })),
    )
  })

  it('has the token in the cookie before the app is told, and tells the page last', async () => {
    const { keywright, tab } = await world.open()
    const order: unknown[] = []
    keywright.addListener(({ organization }) => order.push(`heard ${organization?.id}`), {
      skipInitialEmit: true,
    })
    await keywright.setActive({
      organization: 'acme',
      beforeEmit: () => order.push(`before ${inCookie()}`),
      navigate: () => keywright.navigate('/acme'),
    })
    // The session is another one once the server has it; the organization is, last.
    expect(order).toEqual(['heard undefined', 'before org_acme', 'heard org_acme'])
    expect(tab.left).toEqual(['http://localhost:3000/acme'])
    expect(tokenCalls()).toEqual([])
  })

  it('fetches the token where none came along, before anybody is told', async () => {
    const { keywright } = await world.open()
    const { server } = world
    server.intercept(({ path, form }) => {
      if (!path.endsWith('/touch')) return undefined
      const sessions = server.client()?.sessions.map((one) => ({
        ...{ ...one, last_active_token: null },
        last_active_organization_id: form.get('active_organization_id'),
      }))
      return Response.json({ response: null, client: { ...server.client(), sessions } })
    })
    await keywright.setActive({
      organization: 'acme',
      beforeEmit: () => expect(inCookie()).toBe('org_acme'),
    })
    expect(tokenCalls()).toEqual(['org_acme'])
  })

  it('asks the server before it takes an organization for a foreign one', async () => {
    const { keywright } = await world.open()
    world.server.join('initech')
    await keywright.setActive({ organization: 'initech' })
    expect(keywright.organization?.id).toBe('org_initech')
    await expect(keywright.setActive({ organization: 'org_other' })).rejects.toThrow(
      /no organization of this user/,
    )
    expect(keywright.organization?.id).toBe('org_initech')
  })

  it('stays where it is when the server does not follow', async () => {
    const { keywright } = await world.open()
    await keywright.setActive({ organization: 'acme' })
    world.server.intercept(({ path }) =>
      path.endsWith('/touch') ? errorAnswer(404, 'resource_not_found') : undefined,
    )
    await expect(keywright.setActive({ organization: 'globex' })).rejects.toMatchObject({
      code: 'resource_not_found',
    })
    expect(keywright.organization?.id).toBe('org_acme')
    expect(organizationOf(await keywright.getToken())).toBe('org_acme')
  })
})

describe('tokens', () => {
  it('are for the active organization, unless another is named', async () => {
    const app = await world.open()
    const { keywright } = app
    await keywright.setActive({ organization: 'acme' })
    expect(await inTokenOf(app)).toBe('org_acme')
    expect(organizationOf(await keywright.getToken({ organizationId: 'org_globex' }))).toBe('org_globex')
    expect(organizationOf(await keywright.getToken({ organizationId: null }))).toBeNull()
    expect(await inTokenOf(app)).toBe('org_acme')
    expect(keywright.organization?.id).toBe('org_acme')
    // The personal one came along with the client.
    expect(tokenCalls()).toEqual(['org_globex'])
  })

  it('are renewed for it, and stay in the cookie', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    await world.clock.advance(5 * minute)
    expect(new Set(tokenCalls())).toEqual(new Set(['org_acme']))
    expect(inCookie()).toBe('org_acme')
  })

  it('are those of a template made for it', async () => {
    const { keywright } = await world.open()
    await keywright.setActive({ organization: 'acme' })
    await keywright.getToken({ template: 'supabase' })
    await keywright.setActive({ organization: 'globex' })
    await keywright.getToken({ template: 'supabase' })
    expect(world.server.callsTo(/supabase/).map(({ form }) => form.get('organization_id'))).toEqual([
      'org_acme',
      'org_globex',
    ])
  })

  it('are never those of an organization that was left while they were on their way', async () => {
    const { keywright } = await world.open()
    await keywright.setActive({ organization: 'acme' })
    let answer = () => {}
    const held = new Promise<undefined>((resolve) => {
      answer = () => resolve(undefined)
    })
    world.server.intercept(({ path, form }) =>
      path.endsWith('/tokens') && form.get('organization_id') === 'org_acme'
        ? (held as Promise<never>)
        : undefined,
    )
    const asked = keywright.getToken({ skipCache: true })
    await settle()
    await keywright.setActive({ organization: 'globex' })
    answer()
    expect(organizationOf(await asked)).toBe('org_globex')
  })
})

describe('each tab', () => {
  it('is in its own organization, with its own tokens', async () => {
    const one = await world.open()
    const two = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    await settle()
    expect(two.keywright.organization).toBeNull()
    await two.keywright.setActive({ organization: 'globex' })
    await settle()
    expect(one.keywright.organization?.id).toBe('org_acme')
    await world.clock.advance(2 * minute)
    expect([await inTokenOf(one), await inTokenOf(two)]).toEqual(['org_acme', 'org_globex'])
  })

  it('shares tokens with those that are in the same', async () => {
    const one = await world.open()
    const two = await world.open()
    two.tab.show(false)
    await one.keywright.setActive({ organization: 'acme' })
    await two.keywright.setActive({ organization: 'acme' })
    await world.clock.advance(minute)
    const calls = tokenCalls().length
    expect(await two.keywright.getToken()).toBe(await one.keywright.getToken())
    expect(tokenCalls()).toHaveLength(calls)
  })

  it('has its token in the cookie while it is looked at, whatever the others renew', async () => {
    const one = await world.open()
    const two = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    await two.keywright.setActive({ organization: 'globex' })
    expect(inCookie()).toBe('org_globex')
    await lookAt(one, two)
    expect(inCookie()).toBe('org_acme')
    // Two windows beside each other: both are visible, and one of them was looked at last.
    two.tab.show(true)
    await world.clock.advance(0)
    expect(inCookie()).toBe('org_globex')
    await world.clock.advance(5 * minute)
    expect(inCookie()).toBe('org_globex')
    await lookAt(one)
    await two.keywright.getToken({ skipCache: true })
    expect(inCookie()).toBe('org_acme')
  })

  it('puts no old token into the cookie when it is looked at again, but a new one', async () => {
    const one = await world.open()
    const two = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    one.tab.show(false)
    await two.keywright.setActive({ organization: 'globex' })
    await world.clock.advance(10 * minute)
    two.tab.show(false)
    const cookies: unknown[] = []
    world.server.intercept(({ path }) => {
      if (path.endsWith('/tokens')) cookies.push(inCookie())
      return undefined
    })
    one.tab.show(true)
    await world.clock.advance(0)
    expect(cookies).toEqual(['org_globex'])
    expect(inCookie()).toBe('org_acme')
  })

  it('keeps its organization over a reload, though another tab went elsewhere', async () => {
    const one = await world.open()
    const two = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    await two.keywright.setActive({ organization: 'globex' })
    const again = await world.reload(one)
    expect(again.keywright.organization?.id).toBe('org_acme')
    expect(await inTokenOf(again)).toBe('org_acme')
  })

  it('begins where the tab was that was looked at, when it is opened from there', async () => {
    const one = await world.open()
    const two = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    await two.keywright.setActive({ organization: 'globex' })
    await lookAt(one, two)
    const opened = await world.open()
    expect(opened.keywright.organization?.id).toBe('org_acme')
  })

  // A handshake may just have made another one active, as the address of the page asked for.
  it('goes on where the app’s server took it for, when a link led there', async () => {
    const one = await world.open()
    const two = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    await two.keywright.setActive({ organization: 'globex' })
    expect(inCookie()).toBe('org_globex')
    const next = await world.follow(one)
    expect(next.keywright.organization?.id).toBe('org_globex')
    const again = await world.reload(next)
    expect(again.keywright.organization?.id).toBe('org_globex')
  })

  it('begins where the session was last, when nothing else is known', async () => {
    const one = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    world.browser.cookies.clear()
    const opened = await world.open()
    expect(opened.keywright.organization?.id).toBe('org_acme')
  })

  it.each(['', '{', '[]', 'null', '{"sess_1":7}', '{"sess_1":"org_other"}'])(
    'believes nothing that another script has put into its memory: %s',
    async (text) => {
      const one = await world.open()
      one.tab.tabMemory?.write(`keywright.${one.keywright.options.publishableKey}`, text)
      const again = await world.reload(one)
      expect(again.keywright.organization).toBeNull()
    },
  )
})

describe('somebody who is no longer a member', () => {
  it('goes on with their personal account, as soon as the client says so', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    world.server.leave('acme')
    const heard: unknown[] = []
    app.keywright.addListener(({ organization }) => heard.push(organization), { skipInitialEmit: true })
    await app.keywright.api.send({ method: 'GET', path: '/v1/client' })
    await world.clock.advance(0)
    expect(heard).toEqual([null])
    expect(await inTokenOf(app)).toBeNull()
    expect(inCookie()).toBeNull()
  })

  it('is found out when a token comes that is not for it', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    world.server.leave('acme')
    expect(organizationOf(await app.keywright.getToken({ skipCache: true }))).toBeNull()
    expect(app.keywright.organization).toBeNull()
    expect(inCookie()).toBeNull()
    const calls = tokenCalls().length
    await app.keywright.getToken()
    expect(tokenCalls()).toHaveLength(calls)
  })

  it('is found out when the server refuses a token for it', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    world.server.leave('acme')
    world.server.intercept(({ path, form }) =>
      path.endsWith('/tokens') && form.get('organization_id') === 'org_acme'
        ? errorAnswer(404, 'resource_not_found')
        : undefined,
    )
    expect(organizationOf(await app.keywright.getToken({ skipCache: true }))).toBeNull()
    expect(app.keywright.organization).toBeNull()
  })

  it('comes back to where they are when they are taken in again', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    world.server.leave('acme')
    await app.keywright.api.send({ method: 'GET', path: '/v1/client' })
    world.server.join('acme')
    await app.keywright.api.send({ method: 'GET', path: '/v1/client' })
    expect(app.keywright.organization).toBeNull()
  })

  it('leaves what other tabs are in alone', async () => {
    const one = await world.open()
    const two = await world.open()
    await one.keywright.setActive({ organization: 'acme' })
    await two.keywright.setActive({ organization: 'globex' })
    world.server.leave('acme')
    await two.keywright.api.send({ method: 'GET', path: '/v1/client' })
    await settle()
    expect([one.keywright.organization, two.keywright.organization?.id]).toEqual([null, 'org_globex'])
    expect(inCookie()).toBe('org_globex')
  })
})

it('a tab that knows only the token leads no other one out of its organization', async () => {
  const app = await world.open()
  await app.keywright.setActive({ organization: 'acme' })
  const iat = Math.floor(world.clock.now() / 1000)
  const client = clientFromToken({ sub: 'user_1', sid: 'sess_1', iat, exp: iat + 60, org_id: 'org_globex' })
  const news = { from: 'http://localhost:3900', at: world.clock.now(), news: { client } }
  world.browser
    .openTab()
    .openChannel(`keywright.${developmentKey}`, () => {})
    .post(news)
  await settle()
  expect(client.sessions[0]?.last_active_organization_id).toBe('org_globex')
  expect(app.keywright.user).toBeNull()
  expect(await inTokenOf(app)).toBe('org_acme')
})

describe('somebody whose session does not meet the policy of the organization', () => {
  const refuse = (code: string) =>
    world.server.intercept(({ path, form }) =>
      path.endsWith('/tokens') && form.get('organization_id') === 'org_acme'
        ? errorAnswer(403, code)
        : undefined,
    )

  it('goes on with their personal account, a member still', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    refuse('organization_policy_unmet')
    expect(organizationOf(await app.keywright.getToken({ skipCache: true }))).toBeNull()
    expect(app.keywright.organization).toBeNull()
    expect(app.keywright.user?.organizationMemberships).toHaveLength(2)
    expect(inCookie()).toBeNull()
  })

  it('goes back in when it does', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    refuse('organization_policy_unmet')
    await app.keywright.getToken({ skipCache: true })
    world.server.intercept(undefined)
    await app.keywright.setActive({ organization: 'acme' })
    expect(await inTokenOf(app)).toBe('org_acme')
  })

  it('stays where they are when a token for another organization is refused', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'globex' })
    refuse('organization_policy_unmet')
    const refused = app.keywright.session?.getToken({ organizationId: 'org_acme' })
    await expect(refused).rejects.toMatchObject({ code: 'organization_policy_unmet' })
    expect(app.keywright.organization?.id).toBe('org_globex')
  })

  it('stays in, where a refusal is for another reason', async () => {
    const app = await world.open()
    await app.keywright.setActive({ organization: 'acme' })
    refuse('too_many_requests')
    await expect(app.keywright.getToken({ skipCache: true })).rejects.toMatchObject({ status: 403 })
    expect(app.keywright.organization?.id).toBe('org_acme')
  })
})

describe('what a member may do', () => {
  it('is what the membership says, system permissions and all', async () => {
    const { keywright } = await world.open()
    const check = (wanted: object) => keywright.session?.checkAuthorization(wanted)
    expect(check({ permission: 'org:sys_memberships:read' })).toBe(false)
    await keywright.setActive({ organization: 'acme' })
    expect([
      check({ permission: 'org:sys_memberships:read' }),
      check({ permission: 'sys_memberships:read' }),
      check({ permission: 'org:sys_memberships:manage' }),
    ]).toEqual([true, true, false])
    expect([
      check({ role: 'org:member' }),
      check({ role: 'basic_member' }),
      check({ role: 'admin' }),
    ]).toEqual([...[true, true, false]])
    await keywright.setActive({ organization: 'globex' })
    expect([
      check({ role: 'admin' }),
      check({ role: 'org:billing' }),
      check({ role: 'basic_member' }),
    ]).toEqual([true, true, false])
  })

  it('is what is new, though the token is older', async () => {
    const { keywright } = await world.open()
    await keywright.setActive({ organization: 'acme' })
    world.server.join('acme', { permissions: ['org:sys_memberships:manage'] })
    world.server.intercept(({ path }) => {
      const client = world.server.client()
      const sessions = client?.sessions.map((one) => ({ ...one, last_active_token: null }))
      return path === '/v1/me' ? Response.json({ response: {}, client: { ...client, sessions } }) : undefined
    })
    await keywright.api.send({ method: 'PATCH', path: '/v1/me' })
    expect(keywright.session?.checkAuthorization({ permission: 'org:sys_memberships:manage' })).toBe(true)
  })
})

it('nobody without organizations loads what they need', async () => {
  world = createWorld()
  world.server.signIn('sess_1')
  const { keywright } = await world.open()
  expect(keywright).toMatchObject({ organization: null, user: { organizationMemberships: [] } })
  // The first one brings it.
  world.server.join('acme')
  await keywright.user?.reload().catch(() => undefined)
  await keywright.api.send({ method: 'GET', path: '/v1/client' })
  expect(keywright.user?.organizationMemberships[0]).toMatchObject({
    ...{ role: 'org:member', roles: ['org:member'], createdAt: new Date(1_000) },
    organization: { id: 'org_acme', publicMetadata: { plan_name: 'x' } },
  })
})

it('while the server is away, the organization is the one of the last token', async () => {
  const before = await world.open()
  await before.keywright.setActive({ organization: 'acme' })
  world.server.intercept(() => errorAnswer(503, 'service_unavailable'))
  const opened = world.reload(before)
  await world.clock.advance(10_000)
  const app = await opened
  expect(app.keywright.status).toBe('degraded')
  expect(await inTokenOf(app)).toBe('org_acme')
  world.server.intercept(undefined)
  await world.clock.advance(minute)
  expect(app.keywright.organization?.id).toBe('org_acme')
})
