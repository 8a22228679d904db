import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

describe('a development browser', () => {
  it('gets a label, bare', async () => {
    const answer = await createTestBrowser(app).post('/v1/dev_browser')
    expect(answer.body).toEqual({ id: expect.stringMatching(/^dvb_[\w-]{43}$/) })
    expect(answer.setCookies).toEqual([])
  })

  it('keeps its label on this host, where pages can read it', async () => {
    const browser = createTestBrowser(app)
    const { body, setCookies } = await browser.post(
      '/v1/dev_browser/set_first_party_cookie?__clerk_db_jwt=dvb_mine',
    )
    expect(body).toEqual({ id: 'dvb_mine' })
    expect(browser.jar.get('__clerk_db_jwt')).toBe('dvb_mine')
    expect(browser.jar.get(`__clerk_db_jwt_${app.instance.cookieSuffix}`)).toBe('dvb_mine')
    expect(setCookies.join()).not.toContain('HttpOnly')
  })

  it('cannot smuggle attributes into its cookie', async () => {
    const path = `/v1/dev_browser/set_first_party_cookie?__clerk_db_jwt=${encodeURIComponent('x; Domain=evil.example')}`
    expect((await createTestBrowser(app).post(path)).body.id).toMatch(/^dvb_/)
  })

  it('is initialised for pages of the instance only', async () => {
    const browser = createTestBrowser(app)
    expect((await browser.get('/v1/dev_browser/init?origin=http://localhost:3000')).status).toBe(200)
    expect((await browser.get('/v1/dev_browser/init?origin=https://evil.example')).status).toBe(400)
  })

  it('gains nothing by its label: who is signed in, the client’s cookie says', async () => {
    const answer = await createTestBrowser(app).get('/v1/client?__clerk_db_jwt=dvb_mine')
    expect(answer.body.response).toBeNull()
  })
})

it('is nothing that production knows', async () => {
  const applicationId = await app.services.instances.createApplication('Live')
  const id = await app.services.instances.createInstance({
    applicationId,
    slug: 'live',
    environmentType: 'production',
    frontendHost: 'clerk.example.com',
    homeOrigin: 'https://example.com',
  })
  await app.services.directory.refresh()
  const instance = app.services.directory.byId(id)
  if (!instance) throw new RangeError('the new instance is in the directory')
  const live = createTestBrowser(app, {
    instance,
    base: 'https://clerk.example.com',
    origin: 'https://example.com',
  })
  expect((await live.post('/v1/dev_browser')).status).toBe(400)
})
