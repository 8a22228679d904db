import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listProviders } from '../domains/oauth-providers/index.ts'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const change = (path: string, value: string, origin: string | undefined = app.publicUrl) =>
  app.fetch(`/dev/settings?${new URLSearchParams({ path, value })}`, {
    method: 'POST',
    headers: origin === undefined ? {} : { origin },
  })
const settings = () => app.services.directory.default().settings

describe('the start page', () => {
  it('shows the keys, the newest users and the ways on', async () => {
    await app.backend('post', '/v1/users', {
      email_address: ['ada@example.com'],
      first_name: '<b>Ada</b>',
      skip_password_requirement: true,
    })
    const html = await (await app.fetch('/')).text()
    expect(html).toContain(app.instance.publishableKey)
    expect(html).toContain(app.secretKey)
    expect(html).toContain('ada@example.com')
    expect(html).toContain('&lt;b&gt;Ada&lt;/b&gt;')
    expect(html).toContain('href="/dev/inbox"')
  })

  it('allows no script and no style but its own', async () => {
    const response = await app.fetch('/')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(await response.text()).not.toMatch(/ style="|<style| on[a-z]+="/)
  })

  it('leads whoever may not see it to the sign-in page', async () => {
    const response = await app.app.fetch(new Request('http://localhost:3900/'), {
      remoteAddress: '192.0.2.7',
      encrypted: false,
    })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/sign-in')
  })
})

describe('switches on the start page', () => {
  it('are there for every on-off setting, and change it', async () => {
    const html = await (await app.fetch('/')).text()
    for (const path of ['password.require_numbers', 'email_address.sign_in_with_link', 'maintenance_mode'])
      expect(html).toContain(`data-path="${path}"`)
    expect((await change('email_address.sign_in_with_link', 'true')).status).toBe(204)
    expect(settings().email_address.sign_in_with_link).toBe(true)
    expect((await change('sign_up.mode', 'restricted')).status).toBe(204)
    expect(settings().sign_up.mode).toBe('restricted')
    expect((await change('test_mode', 'false')).status).toBe(204)
    expect((await change('test_mode', 'null')).status).toBe(204)
    expect(settings().test_mode).toBeNull()
  })

  it('refuse what is no setting, or none of its values', async () => {
    expect((await change('password.nothing', 'true')).status).toBe(422)
    expect((await change('__proto__.polluted', 'true')).status).toBe(422)
    expect((await change('sign_up.mode', 'open')).status).toBe(422)
  })

  it('say why a change is refused', async () => {
    const response = await change('email_address.enabled', 'false')
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await response.json()).toMatchObject({ errors: [{ long_message: expect.any(String) }] })
    expect(settings().email_address.enabled).toBe(true)
  })

  // The attack: a page of another site, or of another app on this machine, sends the form from the developer's browser.
  it('refuse a page that is not the server’s own', async () => {
    for (const origin of [
      'https://evil.example',
      'http://localhost:3000',
      'null',
      'http://localhost:3900.evil.example',
    ])
      expect((await change('maintenance_mode', 'true', origin)).status).toBe(400)
    expect(settings().maintenance_mode).toBe(false)
  })

  it('refuse a request that names no page', async () => {
    const response = await app.fetch('/dev/settings?path=maintenance_mode&value=true', { method: 'POST' })
    expect(response.status).toBe(400)
  })

  it('do not exist for a caller on another machine', async () => {
    const request = new Request('http://localhost:3900/dev/settings?path=maintenance_mode&value=true', {
      method: 'POST',
      headers: { origin: 'http://localhost:3900' },
    })
    const response = await app.app.fetch(request, { remoteAddress: '192.0.2.7', encrypted: false })
    expect(response.status).toBe(404)
    expect(settings().maintenance_mode).toBe(false)
  })
})

describe('social sign-in on the start page', () => {
  const social = (provider: string, enabled: string, origin = app.publicUrl) =>
    app.fetch(`/dev/social?${new URLSearchParams({ provider, enabled })}`, {
      method: 'POST',
      headers: { origin },
    })
  const connections = () => app.services.oauthConnections.list({ ...app.scope, instance: instance() })
  const instance = () => app.services.directory.default()

  it('has a switch for each provider, and one click is enough', async () => {
    const off = await (await app.fetch('/')).text()
    for (const { key } of listProviders())
      expect(off).toMatch(new RegExp(`id="social-${key}" data-social="${key}">`))
    expect((await social('google', 'true')).status).toBe(204)
    expect(connections()).toMatchObject([
      { provider: 'google', enabled: true, usesDevelopmentProvider: true },
    ])
    expect(await (await app.fetch('/')).text()).toContain('data-social="google" checked')
    expect((await social('google', 'false')).status).toBe(204)
    expect(connections()).toMatchObject([{ provider: 'google', enabled: false }])
  })

  it('keeps credentials that were set up, and says whose they are', async () => {
    const scope = { ...app.scope, instance: instance() }
    const own = { credentials: 'own', clientId: 'mine', clientSecret: 'secret' } as const
    await app.services.oauthConnections.put(scope, 'github', { enabled: false, ...own })
    expect((await social('github', 'true')).status).toBe(204)
    expect(connections()).toContainEqual(
      expect.objectContaining({ provider: 'github', enabled: true, usesDevelopmentProvider: false }),
    )
    expect(await (await app.fetch('/')).text()).toContain('with your own credentials')
  })

  it('refuses what is no provider, no switch, or from another page', async () => {
    expect((await social('geocities', 'true')).status).toBe(422)
    expect((await social('google', 'maybe')).status).toBe(422)
    expect((await social('google', 'true', 'https://evil.example')).status).toBe(400)
  })
})
