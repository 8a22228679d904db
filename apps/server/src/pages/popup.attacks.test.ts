/** Whom the end of a window tells who is signed in: the page whose way to a provider it was. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createUser } from '../testing/factories/users.factory.ts'
import { createSocialApp, google, newcomer, type SocialApp } from '../testing/social-app.ts'
import { createTestBrowser } from '../testing/test-browser.ts'

let app: SocialApp
beforeAll(async () => {
  app = await createSocialApp()
})
afterAll(() => app.close())

const dataOf = (html: string) =>
  JSON.parse(/<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(html)?.[1] ?? 'null')

const pathOf = (location: string | null) => (location ?? '').replace(app.publicUrl, '')

async function open(browser: ReturnType<typeof createTestBrowser>, path: string): Promise<string> {
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return await (await app.fetch(path, { headers: { cookie } })).text()
}

it('tells the page that began', async () => {
  const browser = createTestBrowser(app, { origin: 'http://localhost:3000' })
  const identity = newcomer()
  await app.goThrough(app.browser(), 'sign_ups', google(identity))
  const end = `${app.publicUrl}/popup-callback`
  const form = { redirect_url: `${end}?return_url=x`, action_complete_redirect_url: end }
  const { location, client } = await app.goThrough(browser, 'sign_ins', google(identity), form)
  expect(dataOf(await open(browser, pathOf(location)))).toMatchObject({
    message: { session: client.sessions[0].id },
    targetOrigin: 'http://localhost:3000',
  })
})

// Attack: any page opens the window itself, and is told whether its visitor is signed in, and in which session.
it.each([
  '',
  '?opener_origin=https://evil.example',
  '?opener_origin=*',
  '?opener_origin=null',
  '?opener_origin=https://evil.example&created_session_id=sess_1',
  '?opener_origin=http://localhost:3000&created_session_id=</script>',
])('tells nobody who opened it without that: %s', async (query) => {
  const browser = app.browser()
  await browser.signIn(await createUser(app))
  const html = await open(browser, `/popup-callback${query}`)
  expect(html).not.toContain('sess_')
  expect(dataOf(html)).toBeNull()
})
