/** Pictures of providers, as they are fetched from a host that a test plays and shown to whoever signs in. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getBytes } from '../../platform/outgoing/outgoing-request.ts'
import { createSocialApp, google, newcomer, type SocialApp } from '../../testing/social-app.ts'
import type { TestBrowser } from '../../testing/test-browser.ts'
import { pictureLimits } from './account-pictures.jobs.ts'

let host: Server
let app: SocialApp
let browser: TestBrowser
/** What the host answers, and what it was asked. */
let answer: RequestListener
let asked: string[]
/** Happens while a picture is on its way. */
let meanwhile: (() => Promise<unknown>) | undefined

const pictures = 'https://pictures.example.com'
const picture = (background: string) =>
  sharp({ create: { width: 40, height: 40, channels: 3, background } })
    .png()
    .toBuffer()

beforeAll(async () => {
  host = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? '')
    answer(incoming, outgoing)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const own = `http://localhost:${(host.address() as AddressInfo).port}`
  app = await createSocialApp(
    ['google', 'github'],
    {},
    {
      async fetchPicture(url) {
        await meanwhile?.()
        const mayReach = (address: string) => address !== '127.0.0.2'
        const limits = { ...pictureLimits, millisecondsMax: 500, mayReach }
        return await getBytes(url.replace(pictures, own), limits)
      },
    },
  )
})
afterAll(async () => {
  host.closeAllConnections()
  host.close()
  await app.close()
})
beforeEach(async () => {
  // What tests before this one left to do is not its own.
  await app.db.updateTable('external_accounts').set({ picture_due_at: null }).execute()
  browser = app.browser()
  asked = []
  meanwhile = undefined
  answer = showing(await picture('#c33'))
})

const showing =
  (bytes: Uint8Array | string): RequestListener =>
  (_incoming, outgoing) =>
    void outgoing.end(bytes)

const keepAllDue = () => app.services.accountPictures.keepAllDue()
const somebody = (path = '/ada.png') => newcomer({ imageUrl: `${pictures}${path}` })
type Somebody = ReturnType<typeof somebody>

async function come(identity: Somebody, kind: 'sign_ins' | 'sign_ups' = 'sign_ins', by = browser) {
  const { client } = await app.goThrough(by, kind, google(identity))
  return client.sessions[0].user
}
const me = async () => (await browser.get('/v1/me')).body.response
const imageIds = async () => (await app.db.selectFrom('images').select('id').execute()).map(({ id }) => id)
const idIn = (url: string) => url.split('/').at(-1) ?? ''

describe('a picture of a provider', () => {
  it('is kept after the sign-in, shown from here, and given to a user who has none', async () => {
    const before = await come(somebody(), 'sign_ups')
    expect(before).toMatchObject({ has_image: false, external_accounts: [{ avatar_url: '', image_url: '' }] })
    expect(asked).toEqual([])
    await keepAllDue()
    const user = await me()
    const [account] = user.external_accounts
    expect(user.has_image).toBe(true)
    expect(account.avatar_url).toBe(account.image_url)
    for (const url of [user.image_url, account.image_url]) {
      expect(url).toMatch(/^http:\/\/localhost:3900\/images\/img_\w+$/)
      const served = await app.fetch(url)
      expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/webp'])
    }
    // Theirs to take away: the account keeps its own.
    expect(user.image_url).not.toBe(account.image_url)
    expect(JSON.stringify(user)).not.toContain(pictures)
  })

  it('is never asked for twice under one address, by however many processes', async () => {
    const identity = somebody()
    await come(identity, 'sign_ups')
    await Promise.all([keepAllDue(), keepAllDue()])
    await come(identity, 'sign_ins', app.browser())
    app.clock.advance(86_400_000)
    await keepAllDue()
    expect(asked).toEqual(['/ada.png'])
  })

  it('is renewed with its address, and the image of the user with it', async () => {
    const identity = somebody()
    await come(identity, 'sign_ups')
    await keepAllDue()
    const before = await me()
    answer = showing(await picture('#33c'))
    await come({ ...identity, imageUrl: `${pictures}/new.png` }, 'sign_ins', app.browser())
    await keepAllDue()
    const after = await me()
    expect(asked).toEqual(['/ada.png', '/new.png'])
    expect(after.image_url).not.toBe(before.image_url)
    const kept = await imageIds()
    for (const { image_url: url } of [after, ...after.external_accounts]) expect(kept).toContain(idIn(url))
    for (const { image_url: url } of [before, ...before.external_accounts])
      expect(kept).not.toContain(idIn(url))
  })

  it('that is the same under another address changes nobody', async () => {
    const identity = somebody()
    await come(identity, 'sign_ups')
    await keepAllDue()
    const before = await me()
    await come({ ...identity, imageUrl: `${pictures}/ada.png?signed=2` }, 'sign_ins', app.browser())
    const { updated_at: signedIn } = await me()
    app.clock.advance(1_000)
    await keepAllDue()
    expect(asked).toHaveLength(2)
    expect(await me()).toMatchObject({ image_url: before.image_url, updated_at: signedIn })
  })

  it('takes no other image’s place, and does not come back to who took it away', async () => {
    const identity = somebody()
    const user = await come(identity, 'sign_ups')
    const { users } = app.services
    await users.setProfileImage(app.scope, user.id, await picture('#3c3'))
    const { image_url: own } = await me()
    await keepAllDue()
    expect((await me()).image_url).toBe(own)
    await users.removeProfileImage(app.scope, user.id)
    answer = showing(await picture('#33c'))
    await come({ ...identity, imageUrl: `${pictures}/new.png` }, 'sign_ins', app.browser())
    await keepAllDue()
    expect(await me()).toMatchObject({ has_image: false })
    expect((await me()).external_accounts[0].image_url).toMatch(/img_/)
  })

  it('goes with its account, and with its user', async () => {
    const user = await come(somebody(), 'sign_ups')
    await keepAllDue()
    const [account] = (await me()).external_accounts
    const { users, ownExternalAccounts } = app.services
    await ownExternalAccounts.removeOf(app.scope, user.id, account.id)
    const { image_url: given } = await me()
    const kept = await imageIds()
    expect([kept.includes(idIn(account.image_url)), kept.includes(idIn(given))]).toEqual([false, true])

    const other = app.browser()
    const second = await come(somebody(), 'sign_ups', other)
    await keepAllDue()
    const before = await imageIds()
    await users.delete(app.scope, second.id)
    expect(before.length - (await imageIds()).length).toBe(2)
  })

  it('of an address that has changed on the way is thrown away for the new one', async () => {
    const identity = somebody()
    await come(identity, 'sign_ups')
    meanwhile = async () => {
      meanwhile = undefined
      answer = showing(await picture('#33c'))
      await come({ ...identity, imageUrl: `${pictures}/new.png` }, 'sign_ins', app.browser())
    }
    const before = await imageIds()
    await keepAllDue()
    expect(asked).toEqual(['/ada.png', '/new.png'])
    expect((await me()).has_image).toBe(true)
    // Of the new one alone: one of the account, and one that is the user's.
    expect((await imageIds()).length - before.length).toBe(2)
  })

  it('of somebody who is gone meanwhile is forgotten', async () => {
    const user = await come(somebody(), 'sign_ups')
    const before = await imageIds()
    meanwhile = () => app.services.users.delete(app.scope, user.id)
    await keepAllDue()
    expect(await imageIds()).toEqual(before)
  })
})

// Attack: accounts whose pictures never come, at a host of the attacker's, keep everybody else without theirs.
describe('a provider that never answers', () => {
  it('holds nobody up who came by another, however many wait for it', async () => {
    const slow: (() => void)[] = []
    const swift = answer
    answer = (incoming, outgoing) =>
      incoming.url?.startsWith('/slow') ? void slow.push(() => outgoing.destroy()) : swift(incoming, outgoing)
    for (let count = 0; count < 9; count += 1) {
      const identity = somebody(`/slow-${count}.png`)
      await app.goThrough(app.browser(), 'sign_ups', { provider: 'github', identity })
    }
    app.clock.advance(1_000)
    await come(somebody(), 'sign_ups')
    const done = keepAllDue()
    await expect.poll(() => asked.includes('/ada.png'), { timeout: 400 }).toBe(true)
    // Nor is more than a share of what is fetched at a time its own.
    expect(asked.length - 1).toBeLessThan(4)
    answer = (_incoming, outgoing) => void outgoing.writeHead(404).end()
    for (const end of slow) end()
    await done
    expect(asked).toHaveLength(10)
  })
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const as =
  (contentType: string, body: string | Uint8Array): RequestListener =>
  (_incoming, outgoing) =>
    void outgoing.writeHead(200, { 'content-type': contentType }).end(body)
const redirectTo =
  (location: string): RequestListener =>
  (_incoming, outgoing) =>
    void outgoing.writeHead(302, { location }).end()

describe('what is no picture', () => {
  const hopeless: [string, RequestListener][] = [
    ['a page', as('image/png', '<!doctype html><script>alert(1)</script>')],
    ['SVG, which can hold scripts', as('image/svg+xml', svg)],
    ['nothing', as('image/png', '')],
    ['20 MB', as('image/png', Buffer.alloc(20_000_000, 1))],
    // Attack: the provider’s address, or whoever can write it, leads the server into its own network.
    ['a redirect to an address that may not be reached', redirectTo('http://127.0.0.2/latest/meta-data')],
    ['a redirect to a file', redirectTo('file:///etc/passwd')],
    ['a redirect to nowhere', redirectTo('http://')],
    ['a redirect in a circle', redirectTo('/ada.png')],
    ['not there', (_incoming, outgoing) => void outgoing.writeHead(404).end()],
  ]
  it.each(hopeless)('is not kept, nor asked for again: %s', async (_name, given) => {
    answer = given
    const identity = somebody()
    await come(identity, 'sign_ups')
    await keepAllDue()
    const { length } = asked
    expect(length).toBeGreaterThan(0)
    app.clock.advance(7_200_000)
    await come(identity, 'sign_ins', app.browser())
    await keepAllDue()
    expect(asked).toHaveLength(length)
    expect(await me()).toMatchObject({ has_image: false, external_accounts: [{ image_url: '' }] })
  })

  const passing: [string, RequestListener][] = [
    ['too slow', (_incoming, outgoing) => void outgoing.writeHead(200).write('\x89PNG')],
    ['broken for now', (_incoming, outgoing) => void outgoing.writeHead(503).end()],
    ['too busy', (_incoming, outgoing) => void outgoing.writeHead(429).end()],
    ['cut off', ({ socket }) => void socket.destroy()],
  ]
  it.each(passing)('is asked for again, less and less often, and then no more: %s', async (_name, given) => {
    answer = given
    const identity = somebody()
    await come(identity, 'sign_ups')
    for (const seconds of [0, 59, 2, 600, 3_600, 86_400, 86_400]) {
      app.clock.advance(seconds * 1000)
      await keepAllDue()
    }
    expect(asked).toHaveLength(4)
    await come(identity, 'sign_ins', app.browser())
    await keepAllDue()
    expect(asked).toHaveLength(4)
    answer = showing(await picture('#c33'))
    await come({ ...identity, imageUrl: `${pictures}/new.png` }, 'sign_ins', app.browser())
    await keepAllDue()
    expect(asked).toHaveLength(5)
    expect((await me()).has_image).toBe(true)
  })
})
