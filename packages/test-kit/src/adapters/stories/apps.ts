/** What stays the app’s own: bodies, headers, errors; and the Frontend API, where the app forwards it. */
import { describe, expect } from 'vitest'
import { paths } from '../adapter-host.ts'
import { appUrl, makeToken } from '../instance.ts'
import { sendRaw } from '../raw-request.ts'
import { page, program, type Stage, uat } from '../stage.ts'

export function tellApps({ adapter, keys, story, visit, who }: Stage): void {
  describe('the Frontend API, forwarded by the app,', () => {
    const cookie = '__client=c1'

    story('gets what the browser sends, and who forwards it', async () => {
      const body = Buffer.from('strategy=password&text=%00%ff')
      const type = 'application/x-www-form-urlencoded'
      const headers = { 'content-type': type, cookie, 'clerk-secret-key': 'forged', te: 'trailers' }
      const answer = await visit('/__clerk/v1/client/sign_ins?a=%2F', {
        ...{ use: 'forwards', method: 'POST', body, headers },
      })
      expect(answer.status).toBe(201)
      const seen = answer.json() as { headers: Record<string, string> }
      expect(seen).toMatchObject({
        ...{ method: 'POST', url: '/fapi/v1/client/sign_ins?a=%2F', body: body.toString() },
        headers: {
          ...{ cookie, 'content-type': type, 'clerk-secret-key': 'sk_live_a' },
          ...{ 'clerk-proxy-url': `${appUrl}/__clerk`, 'x-forwarded-host': 'app.example.com' },
        },
      })
      expect(seen.headers.te).toBeUndefined()
    })

    story('answers with all its cookies, and with redirects that stay here', async () => {
      const answer = await visit('/__clerk/v1/redirect', { use: 'forwards' })
      expect(answer.status).toBe(303)
      expect(answer.cookies).toEqual(expect.arrayContaining(['__client=a; HttpOnly', '__client_uat=1']))
      expect(answer.headers.location).toBe(`${appUrl}/__clerk/v1/next`)
    })

    story('is where a handshake goes', async () => {
      const answer = await visit(paths.who, { use: 'forwards', uat, headers: page })
      expect(answer.headers.location).toMatch(/^https:\/\/app\.example\.com\/__clerk\/v1\/client\/handshake/)
    })

    story('is only what is below its path', async () => {
      for (const path of ['/__clerkx/v1/client', '/__clerk/../v1/client', '/x/__clerk/v1/client'])
        expect([path, (await visit(path, { use: 'forwards' })).status]).toEqual([path, 404])
      expect((await visit('/__clerk/v1/client', { use: 'forwardsElsewhere' })).status).toBe(404)
      expect(await who({ use: 'forwards' })).toMatchObject({ userId: null })
    })

    story('may have another path', async () => {
      const answer = await visit(paths.who, { use: 'forwardsElsewhere', uat, headers: page })
      expect(answer.headers.location).toMatch(/^https:\/\/app\.example\.com\/auth\/v1\/client\/handshake/)
    })
  })

  describe('the app', () => {
    story('gets bodies as they were sent', async () => {
      const body = new Uint8Array(200_000).map((_, index) => index % 251)
      const headers = { ...program, 'content-type': 'application/octet-stream' }
      const bearer = await makeToken()
      const answer = await visit(paths.echo, { method: 'POST', body, bearer, headers })
      expect(answer.status).toBe(200)
      expect(Buffer.compare(Buffer.from(answer.text, 'latin1'), Buffer.from(body))).toBe(0)
    })

    story('keeps the headers and cookies that it set before', async () => {
      const passed = await visit(paths.who, { headers: program })
      const sent = await visit(paths.who, { use: 'test', headers: page })
      expect(sent.status).toBe(307)
      for (const { headers, cookies } of [passed, sent]) {
        expect(headers['x-before']).toBe('1')
        expect(cookies).toContain('before=1')
      }
    })

    story('handles its errors itself', async () => {
      const answer = await visit(paths.fails, { bearer: await makeToken() })
      expect([answer.status, answer.json()]).toEqual([500, { handled: 'broken' }])
    })

    story('is told in its error handler what is wrong with the set-up', async () => {
      const answer = await visit(paths.who, { use: 'keyless', headers: program })
      expect(answer.status).toBe(500)
      expect(String(answer.json().handled)).toMatch(/secret ?key/i)
    })

    story('is told when its own function of options fails', async () => {
      const answer = await visit(paths.who, { use: 'throws', headers: program })
      expect([answer.status, answer.json()]).toEqual([500, { handled: 'no options' }])
    })

    story('may answer any method', async () => {
      for (const method of ['OPTIONS', 'DELETE', 'PUT', 'TRACE'])
        expect([404, 405, 200]).toContain((await visit(paths.who, { method, headers: program })).status)
    })

    story('may have options that never change', async () => {
      const fixed = await adapter.start(keys('live'))
      const authorization = `Bearer ${await makeToken()}`
      const answer = await sendRaw(fixed.port, paths.who, { headers: { authorization } })
      await fixed.stop()
      expect(answer.json()).toMatchObject({ userId: 'user_1' })
    })
  })
}
