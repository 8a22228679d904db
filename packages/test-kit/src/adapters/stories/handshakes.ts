/** Sessions that have run out, and browsers on their way to and from the server. */
import { describe, expect } from 'vitest'
import { paths } from '../adapter-host.ts'
import { appUrl, makeHandshakeToken, makeToken, nowSeconds } from '../instance.ts'
import { page, program, type Stage, uat, type Visit } from '../stage.ts'

export function tellHandshakes({ api, directivesFor, story, visit, who }: Stage): void {
  describe('a session that has run out', () => {
    const expired = async (): Promise<Visit> => ({
      ...{ session: await makeToken({ at: -600 }), uat: nowSeconds() - 1000, headers: page },
    })

    story('takes the page through a handshake', async () => {
      const answer = await visit(`${paths.who}?a=1`, await expired())
      expect(answer.status).toBe(307)
      const location = new URL(String(answer.headers.location))
      expect(location.origin + location.pathname).toBe('https://clerk.example.com/v1/client/handshake')
      expect(location.searchParams.get('redirect_url')).toBe(`${appUrl}${paths.who}?a=1`)
      expect(location.searchParams.get('__clerk_hs_reason')).toContain('session-token-expired')
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['x-clerk-auth-status']).toBe('handshake')
      expect(answer.cookies.join()).toContain('__clerk_redirect_count=1; SameSite=Lax; HttpOnly; Max-Age=2')
    })

    story('takes no page round in circles', async () => {
      const answer = await visit(paths.who, { ...(await expired()), redirects: 3 })
      expect(answer.status).toBe(200)
      expect(answer.json()).toMatchObject({ userId: null })
    })

    story('takes no program anywhere', async () => {
      expect(await who({ ...(await expired()), headers: program })).toMatchObject({ userId: null })
    })

    story('goes to the handshake by way of the app where the app is a proxy', async () => {
      const answer = await visit(paths.who, { ...(await expired()), use: 'proxied' })
      expect(answer.headers.location).toMatch(
        /^https:\/\/app\.example\.com\/__clerk\/v1\/client\/handshake\?/,
      )
    })

    story('is renewed without a redirect where the browser may', async () => {
      const token = await makeToken()
      api().refreshes.set('rt_1', directivesFor(token))
      const answer = await visit(paths.who, { ...(await expired()), refresh: 'rt_1' })
      expect(answer.json()).toMatchObject({ userId: 'user_1' })
      expect(answer.cookies).toEqual(expect.arrayContaining(directivesFor(token)))
    })
  })

  describe('a browser that comes back from a handshake', () => {
    const cookieOf = (name: string, value: string): Visit => ({ others: `${name}=${value}`, headers: page })

    story('is signed in at once in production, by nonce', async () => {
      const token = await makeToken()
      api().payloads.set('nonce_1', directivesFor(token))
      const answer = await visit(paths.who, cookieOf('__clerk_handshake_nonce', 'nonce_1'))
      expect(answer.json()).toMatchObject({ userId: 'user_1' })
      expect(answer.cookies).toEqual(expect.arrayContaining(directivesFor(token)))
    })

    story('is signed in at once in production, by token', async () => {
      const directives = directivesFor(await makeToken())
      const payload = await makeHandshakeToken(directives)
      const answer = await visit(paths.who, cookieOf('__clerk_handshake', payload))
      expect(answer.json()).toMatchObject({ userId: 'user_1' })
      expect(answer.cookies).toEqual(expect.arrayContaining(directives))
    })

    story('keeps what the handler says besides', async () => {
      const directives = directivesFor(await makeToken())
      api().payloads.set('nonce_2', directives)
      const answer = await visit(paths.own, cookieOf('__clerk_handshake_nonce', 'nonce_2'))
      expect(answer.cookies).toHaveLength(4)
      expect(answer.cookies).toEqual(expect.arrayContaining(['before=1', 'own=1', ...directives]))
      expect(answer.headers).toMatchObject({ 'x-before': '1', 'x-own': '1' })
    })

    story('keeps its cookies though the handler fails', async () => {
      const directives = directivesFor(await makeToken())
      api().payloads.set('nonce_5', directives)
      const answer = await visit(paths.fails, cookieOf('__clerk_handshake_nonce', 'nonce_5'))
      expect(answer.status).toBe(500)
      expect(answer.cookies).toEqual(expect.arrayContaining(['before=1', ...directives]))
    })

    story('is sent on to a clean address in development', async () => {
      const directives = directivesFor(await makeToken())
      api().payloads.set('nonce_3', directives)
      const path = `${paths.who}?a=1&__clerk_handshake_nonce=nonce_3&__clerk_db_jwt=dvb_1`
      const answer = await visit(path, { kind: 'test', use: 'test', headers: page })
      expect(answer.status).toBe(307)
      expect(answer.headers.location).toBe(`${appUrl}${paths.who}?a=1`)
      expect(answer.cookies).toEqual(expect.arrayContaining(directives))
    })

    story('is nobody where the handshake found nobody', async () => {
      api().payloads.set('nonce_4', ['__session=; Path=/', '__client_uat=0; Path=/'])
      const answer = await visit(paths.who, cookieOf('__clerk_handshake_nonce', 'nonce_4'))
      expect(answer.json()).toMatchObject({ userId: null })
      expect(answer.cookies).toEqual(expect.arrayContaining(['__client_uat=0; Path=/']))
    })

    // The attack: a payload that somebody else made.
    story('is nobody by a payload that nobody made', async () => {
      for (const name of ['__clerk_handshake_nonce', '__clerk_handshake'])
        expect((await visit(paths.who, cookieOf(name, 'forged'))).json()).toMatchObject({ userId: null })
    })
  })

  describe('in development', () => {
    story('a browser of which nothing is known goes through a handshake', async () => {
      const answer = await visit(paths.who, { use: 'test', headers: page })
      expect(answer.status).toBe(307)
      expect(answer.headers['x-clerk-auth-reason']).toBe('dev-browser-missing')
    })

    story('a program of which nothing is known is answered', async () => {
      expect(await who({ use: 'test' })).toMatchObject({ userId: null })
    })

    story('a browser that is known is signed in', async () => {
      const visitor = { kind: 'test' as const, use: 'test', devBrowser: 'dvb_1', uat }
      expect(await who({ ...visitor, session: await makeToken() })).toMatchObject({ userId: 'user_1' })
    })
  })

  describe('a satellite', () => {
    for (const use of ['satellite', 'satelliteByUrl'])
      story(`asks its primary domain who somebody is (${use})`, async () => {
        const answer = await visit(paths.who, { use, headers: page })
        expect(answer.status).toBe(307)
        expect(answer.headers.location).toMatch(
          /^https:\/\/clerk\.satellite\.example\.com\/v1\/client\/handshake/,
        )
      })
  })
}
