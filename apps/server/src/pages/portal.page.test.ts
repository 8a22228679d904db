import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'
import { createPortalPage } from './portal.page.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

interface PageData {
  view: string
  base: string
  publishableKey: string
  url: string
  redirectOrigins: string[]
  seed: Record<string, unknown>
  asksLater: boolean
}

function dataOf(html: string): PageData {
  const json = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1]
  return JSON.parse(json ?? '') as PageData
}

const open = async (path: string, headers: Record<string, string> = {}) => {
  const response = await app.fetch(path, { headers })
  return { response, html: await response.text() }
}

/** What the page loads, but for pictures in the page itself. */
const filesOf = (html: string) =>
  [...html.matchAll(/(?:modulepreload|stylesheet|module)" (?:href|src)="([^"]+)"/g)].map(
    ([, url = '']) => url,
  )

describe('the account portal', () => {
  it.each([
    ['/sign-in', 'sign-in'],
    ['/sign-in/factor-one', 'sign-in'],
    ['/sign-up/verify-email-address', 'sign-up'],
    ['/user/security', 'user'],
  ])('shows %s as %s', async (path, view) => {
    const { response, html } = await open(path)
    expect(response.status).toBe(200)
    expect(dataOf(html).view).toBe(view)
  })

  it('has no page at an address that only begins alike', async () => {
    for (const path of ['/sign-inn', '/users', '/organization-s', '/tasks'])
      expect((await open(path)).response.status).toBe(404)
  })

  it('has pages about organizations where the instance has some', async () => {
    const pages = {
      ...{ '/organization/members': 'organization', '/create-organization': 'create-organization' },
      ...{ '/organizations': 'organizations', '/tasks/choose-organization': 'task' },
    }
    for (const path of Object.keys(pages)) expect((await open(path)).response.status).toBe(404)
    const { settings } = app.instance
    const { enabled } = settings.organizations
    settings.organizations.enabled = true
    for (const [path, view] of Object.entries(pages)) {
      const { response, html } = await open(path)
      expect([response.status, dataOf(html).view]).toEqual([200, view])
      expect(filesOf(html).some((file) => file.endsWith('/portal/organizations.js'))).toBe(true)
    }
    settings.organizations.enabled = enabled
  })

  it('calls the address it was reached at, with the instance’s key', async () => {
    const data = dataOf((await open('/sign-in')).html)
    expect(data).toMatchObject({
      publishableKey: app.instance.publishableKey,
      url: 'http://localhost:3900',
    })
  })

  it('stays below the path of an app’s proxy', async () => {
    const { html } = await open('/sign-in', {
      'clerk-secret-key': app.secretKey,
      'clerk-proxy-url': 'http://localhost:3000/__clerk',
    })
    expect(dataOf(html)).toMatchObject({
      base: '/__clerk',
      url: 'http://localhost:3000/__clerk',
    })
    expect(html).toMatch(/src="\/__clerk\/npm\/@keywright\/ui@[0-9a-f]{12}\/portal\/sign-in\.js"/)
    expect(html).not.toMatch(/(?:href|src)="\/npm/)
  })

  it('stays below the prefix of an instance, and uses its key', async () => {
    const { instance } = await app.otherInstance('portal-other')
    const data = dataOf((await open('/i/portal-other/sign-in')).html)
    expect(data).toMatchObject({ publishableKey: instance.publishableKey, base: '/i/portal-other' })
  })

  it('is drawn before a script has run, with everything that the first step needs', async () => {
    const { html } = await open('/sign-in')
    expect(html).toMatch(/<div id="view"><div class="kw-root"[^>]*>/)
    expect(html).toContain('type="email"')
    const named = filesOf(html)
    // With the page itself, that is all that is fetched before it can be used.
    expect(named.map((url) => url.replace(/^.*@[0-9a-f]{12}/, ''))).toEqual([
      '/portal/portal.css',
      '/portal/sign-in.js',
    ])
    for (const url of named) expect([url, (await app.fetch(url)).status]).toEqual([url, 200])
  })

  it('draws no form where a ticket is about to bring another page', async () => {
    const visible = (html: string) => html.replaceAll(/<noscript>.*?<\/noscript>/gs, '')
    for (const path of ['/sign-in', '/sign-up']) {
      expect(visible((await open(path)).html)).toContain('<input')
      const { html } = await open(`${path}?__clerk_ticket=ticket`)
      expect(visible(html)).not.toContain('<input')
      expect(html).toContain('role="status"')
    }
  })

  it('brings along what its client would ask for first', async () => {
    const { seed } = dataOf((await open('/sign-in')).html)
    expect(seed['/v1/environment']).toEqual(
      await app.services.environment.read({ instance: app.instance, request: { publicUrl: app.publicUrl } }),
    )
    expect(seed['/v1/client']).toEqual({ response: null })
  })

  it('compresses what it says to everybody alike, and nothing it says of somebody', async () => {
    const accepting = { 'accept-encoding': 'gzip, br' }
    const stranger = await app.fetch('/sign-in', { headers: accepting })
    expect(stranger.headers.get('content-encoding')).toBe('gzip')
    const cookie = (
      await app.fetch('/v1/client', { method: 'POST', headers: { origin: app.publicUrl } })
    ).headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const known = await app.fetch('/sign-in', { headers: { ...accepting, cookie } })
    expect(known.headers.get('content-encoding')).toBeNull()
    expect(dataOf(await known.text()).seed['/v1/client']).toMatchObject({ response: { object: 'client' } })
  })

  it('asks where the client’s cookie is another host’s, and shows strangers the form before', async () => {
    const applicationId = await app.services.instances.createApplication('Live')
    await app.services.instances.createInstance({
      ...{ applicationId, slug: 'portal-live', environmentType: 'production' },
      ...{ frontendHost: 'clerk.example.com', homeOrigin: 'https://example.com' },
    })
    await app.services.directory.refresh()
    const at = async (url: string, cookie = '') => {
      const answer = await app.fetchSecurely(url, { headers: cookie ? { cookie } : {} })
      return dataOf(await answer.text())
    }
    const page = 'https://accounts.example.com/sign-in'
    const stranger = await at(page)
    expect(stranger).toMatchObject({
      ...{ url: 'https://clerk.example.com', asksLater: true },
      seed: { '/v1/client': { response: null } },
    })
    const known = await at(page, '__client_uat=1700000000')
    expect(known.seed).not.toHaveProperty('/v1/client')
    expect(known.asksLater).toBe(false)
    // Forms go there too: their browser is told to ask again at the host of its client.
    const form = { method: 'POST', body: new URLSearchParams({ identifier: 'ada@example.com' }) }
    const headers = { origin: 'https://accounts.example.com' }
    const sent = await app.fetchSecurely(page, { ...form, headers })
    expect([sent.status, sent.headers.get('location')]).toEqual([307, 'https://clerk.example.com/sign-in'])
    const again = await app.fetchSecurely('https://clerk.example.com/sign-in', { ...form, headers })
    expect(again.status).toBe(422)
  })

  it('leads from one way in to the other with where the visitor is wanted back', async () => {
    const target = 'http://localhost:3000/members?x=1'
    const { html } = await open(`/sign-in?redirect_url=${encodeURIComponent(target)}`)
    const [, link = ''] = /href="([^"]+\/sign-up[^"]*)"/.exec(html) ?? []
    expect(new URL(link).searchParams.get('redirect_url')).toBe(target)
  })

  it('allows no script and no style but its own files, and no frame around it', async () => {
    const { response, html } = await open('/sign-in')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(html).not.toMatch(/ style="/)
  })

  it('lets no value close the element its data is in', async () => {
    await app.services.settings.patch(app.scope, {
      paths: { home_url: 'http://localhost:3000/</script><script>alert(1)</script>' },
    })
    const { html } = await open('/sign-in')
    expect(html).not.toContain('<script>alert(1)')
    await app.services.settings.patch(app.scope, { paths: { home_url: '' } })
  })

  it('says so when the components are not built', async () => {
    const page = createPortalPage({
      frontend: app.app.frontend,
      ...{ directory: app.services.directory, environment: app.services.environment },
      packages: Promise.resolve([]),
      components: Promise.resolve(undefined),
      serverUrl: app.publicUrl,
    })
    const raw = new Request('http://localhost:3900/sign-in')
    const request = {
      raw,
      url: new URL(raw.url),
      path: '/sign-in',
      method: 'GET',
      instanceId: app.instance.id,
    }
    const response = await page({ ...request, info: { publicUrl: 'http://localhost:3900' } } as never)
    expect(response?.status).toBe(501)
    expect(await response?.text()).toContain('npm install @keywright/ui')
  })
})

// The attack: a link to the real sign-in page that leads to a stranger's page afterwards, which asks for the password again.
describe('where the portal leads afterwards', () => {
  it('is an allowed origin, which the components are told too', async () => {
    const { response, html } = await open(
      `/sign-in?redirect_url=${encodeURIComponent('http://localhost:3000/members?x=1')}`,
    )
    expect(response.status).toBe(200)
    expect(dataOf(html).redirectOrigins).toEqual(['http://localhost:3900', 'http://localhost:3000'])
  })

  // The attack: a text that is a path for one reader and a stranger's host for another; a second target hides in the fragment.
  it('is never allowed an origin for a text that the page takes for a path', async () => {
    const { response, html } = await open(
      `/sign-in?redirect_url=${encodeURIComponent('http:evil.example/x')}`,
    )
    expect(response.status).toBe(200)
    expect(dataOf(html).redirectOrigins).toEqual(['http://localhost:3900'])
  })

  it('may be a path of its own', async () => {
    expect((await open('/sign-in?redirect_url=/user')).response.status).toBe(200)
  })

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    'https://localhost@evil.example/',
    'http://user:secret@localhost:3000/',
    'javascript:alert(1)',
    'https://localhost.evil.example/',
    '\thttps://evil.example/',
  ])('is never %s', async (target) => {
    for (const name of ['redirect_url', 'after_sign_in_url', 'sign_up_force_redirect_url', 'return_url']) {
      const { response, html } = await open(`/sign-in?${name}=${encodeURIComponent(target)}`)
      expect(response.status).toBe(400)
      expect(html).toContain('not allowed')
      expect(response.headers.get('content-type')).toContain('text/plain')
    }
  })

  it('is refused when one of several is a stranger', async () => {
    const ours = encodeURIComponent('http://localhost:3000/')
    const theirs = encodeURIComponent('https://evil.example/')
    expect((await open(`/sign-in?redirect_url=${ours}&redirect_url=${theirs}`)).response.status).toBe(400)
  })
})
