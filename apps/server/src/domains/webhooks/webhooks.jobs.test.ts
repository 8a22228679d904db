import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { silentLog } from '../../platform/log/log.ts'
import { isPublicAddress } from '../../platform/outgoing/public-address.policy.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { waitUntilReadable } from '../../testing/wait-until-readable.ts'
import type { Instance, Scope } from '../instances/index.ts'
import { createWebhookDelivery } from './webhooks.jobs.ts'

interface Post {
  path: string
  headers: IncomingHttpHeaders
  text: string
  // What the event says; tests look at parts of it.
  event: { type: string; data: Record<string, unknown> } & Record<string, unknown>
}

let app: TestApp
let receiver: Server
let url: string
let posts: Post[] = []
let isHeld = false
let answer: { status: number; headers?: Record<string, string> }

beforeAll(async () => {
  app = await createTestApp({ environment: { KEYWRIGHT_WEBHOOKS_TO_PRIVATE_ADDRESSES: 'true' } })
  receiver = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    posts.push({ path: incoming.url ?? '', headers: incoming.headers, text, event: JSON.parse(text || '{}') })
    if (isHeld && incoming.url === '/slow') return
    outgoing.writeHead(answer.status, answer.headers).end('x'.repeat(10_000))
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`
})
afterAll(async () => {
  receiver.closeAllConnections()
  receiver.close()
  await app.close()
})
beforeEach(() => {
  posts = []
  answer = { status: 200 }
})
afterEach(async () => {
  await configure({ url: '' })
  await run()
})

const present = () => app.services.directory.default()
const scopeOf = (instance: Instance): Scope => ({ ...app.scope, instance })
const configure = (webhooks: object, instance = present()) =>
  app.services.settings.patch(scopeOf(instance), { webhooks })
const runNow = () => app.services.webhookDelivery.run()
const run = async () => {
  await waitUntilReadable(app.database.pool)
  await runNow()
}
const types = () => posts.map(({ event }) => event.type)
const listed = () => app.db.selectFrom('webhook_deliveries').selectAll().execute()

const signatureOf = ({ headers, text }: Post, secret: string) =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${headers['svix-id']}.${headers['svix-timestamp']}.${text}`)
    .digest('base64')}`

describe('an event', () => {
  it('is posted in the form that receivers read, signed, once', async () => {
    await configure({ url })
    const user = await createUser(app)
    await app.services.users.update(app.scope, user.id, { profile: { firstName: 'Ada' } })
    const session = await app.services.sessions.create(app.scope, user.id)
    await app.services.users.delete(app.scope, user.id)
    await run()
    await run()
    // Signing in is a change of the user, too. Nothing is promised about the order.
    expect(types().toSorted()).toEqual([
      ...['session.created', 'user.created', 'user.deleted', 'user.updated', 'user.updated'],
    ])
    const secret = await app.services.webhooks.revealSecret(app.scope)
    for (const post of posts) {
      expect(post.headers).toMatchObject({
        'content-type': 'application/json',
        'svix-id': expect.stringMatching(/^evt_/),
        'svix-timestamp': String(Math.floor(app.clock.now().getTime() / 1000)),
        'svix-signature': signatureOf(post, secret),
      })
      expect(post.path).toBe('/webhooks')
    }
    expect(new Set(posts.map(({ headers }) => headers['svix-id'])).size).toBe(posts.length)
    expect(posts.find(({ event }) => event.type === 'user.created')?.event).toEqual({
      object: 'event',
      type: 'user.created',
      data: expect.objectContaining({ object: 'user', id: user.id, email_addresses: expect.any(Array) }),
      timestamp: expect.any(Number),
      instance_id: app.instance.id,
      event_attributes: { http_request: { client_ip: '127.0.0.1', user_agent: 'test' } },
    })
    const dataOf = (type: string) => posts.find(({ event }) => event.type === type)?.event.data
    expect(dataOf('session.created')).toMatchObject({ object: 'session', id: session.id, user_id: user.id })
    expect(dataOf('user.deleted')).toEqual({ object: 'user', id: user.id, deleted: true })
    expect(await listed()).toEqual([])
  })

  it('from before it was switched on is not posted, the first one after that is', async () => {
    await createUser(app)
    await configure({ url })
    const first = await createUser(app)
    await run()
    expect(posts.map(({ event }) => event.data.id)).toEqual([first.id])
  })

  it('that nobody asked for is not posted', async () => {
    await configure({ url, events: ['user.deleted'] })
    const user = await createUser(app)
    await app.services.users.delete(app.scope, user.id)
    await run()
    expect(types()).toEqual(['user.deleted'])
    await configure({ events: ['user.created', 'user.updated', 'user.deleted', 'session.created'] })
  })

  it('of a transaction that commits after later ones is not lost, and one that was rolled back is not posted', async () => {
    await configure({ url })
    const undone = app.db.transaction().execute(async (tx) => {
      const { client } = await app.services.clients.create(app.scope, tx)
      const user = await createUser(app)
      await app.services.sessions.createIn(tx, app.scope, { clientId: client.id, userId: user.id })
      await runNow()
      throw new RangeError('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    await run()
    expect(types()).toEqual(['user.created'])
  })

  it('is posted once, however many processes post', async () => {
    await configure({ url })
    for (let count = 0; count < 25; count += 1) await createUser(app)
    const { webhooks, directory } = app.services
    const others = Array.from({ length: 3 }, () =>
      createWebhookDelivery({ ...app.deps, webhooks, directory, mayReach: () => true }),
    )
    await waitUntilReadable(app.database.pool)
    await Promise.all(others.map((other) => other.run()))
    await run()
    expect(types()).toHaveLength(25)
    expect(new Set(posts.map(({ headers }) => headers['svix-id'])).size).toBe(25)
  })

  // Attack: one instance's events, or a signature that is good for them, reach another one's receiver.
  it('of another instance goes to that one’s address, with that one’s secret', async () => {
    const { instance } = await app.otherInstance('hooked')
    const other = scopeOf(instance)
    await configure({ url })
    await configure({ url: url.replace('/webhooks', '/other') }, instance)
    await createUser(app)
    await createUser(app, {}, other)
    await run()
    const secrets = {
      '/webhooks': await app.services.webhooks.revealSecret(app.scope),
      '/other': await app.services.webhooks.revealSecret(other),
    }
    expect(posts.map(({ path, event }) => [path, event.instance_id]).toSorted()).toEqual([
      ['/other', instance.id],
      ['/webhooks', app.instance.id],
    ])
    for (const post of posts)
      expect(post.headers['svix-signature']).toBe(signatureOf(post, secrets[post.path as '/other']))
    await configure({ url: '' }, instance)
  })
})

describe('a receiver that fails', () => {
  it.each([500, 404, 301])(
    'with %i gets the event again, under the same id, until it takes it',
    async (status) => {
      await configure({ url })
      answer = { status, headers: { location: '/elsewhere' } }
      await createUser(app)
      await run()
      await run()
      expect(posts.map(({ path }) => path)).toEqual(['/webhooks'])
      answer = { status: 204 }
      app.clock.advance(4_999)
      await run()
      expect(posts).toHaveLength(1)
      app.clock.advance(1)
      await run()
      expect(posts).toHaveLength(2)
      expect(posts[1]?.headers['svix-id']).toBe(posts[0]?.headers['svix-id'])
      expect(posts[1]?.headers['svix-timestamp']).not.toBe(posts[0]?.headers['svix-timestamp'])
      expect(await listed()).toEqual([])
    },
  )

  it('for more than a day is given up, and the event forgotten a month after that', async () => {
    await configure({ url })
    answer = { status: 500 }
    await createUser(app)
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await run()
      app.clock.advance(36_000_000)
    }
    expect(posts).toHaveLength(8)
    expect(await listed()).toEqual([
      expect.objectContaining({ status: 'failed', attempts: 8, failure: 'The answer has status 500.' }),
    ])
    await app.services.webhookDelivery.purge(app.instance.id)
    expect(await listed()).toHaveLength(1)
    app.clock.advance(31 * 86_400_000)
    await app.services.webhookDelivery.purge(app.instance.id)
    expect(await listed()).toEqual([])
  })

  // Attack: one instance's receiver takes its time, and with each event again, so that all others wait.
  it('holds up no other instance, however long it takes and however much waits for it', async () => {
    const { instance } = await app.otherInstance('beside')
    isHeld = true
    await configure({ url: url.replace('/webhooks', '/slow') })
    await configure({ url }, instance)
    const { webhooks, directory } = app.services
    const delivery = createWebhookDelivery({
      ...{ db: app.db, clock: app.clock, log: silentLog, webhooks, directory },
      ...{ mayReach: () => true, patienceMs: 200 },
    })
    for (let count = 0; count < 11; count += 1) await createUser(app)
    await waitUntilReadable(app.database.pool)
    await delivery.run()
    await createUser(app, {}, scopeOf(instance))
    await waitUntilReadable(app.database.pool)
    await delivery.run()
    expect(posts.filter(({ path }) => path === '/webhooks')).toHaveLength(1)
    isHeld = false
    receiver.closeAllConnections()
    await delivery.settle()
    await configure({ url: '' }, instance)
  })

  it('holds up neither other events nor what is switched off', async () => {
    await configure({ url })
    answer = { status: 500 }
    await createUser(app)
    await run()
    answer = { status: 200 }
    await createUser(app)
    await run()
    expect(posts).toHaveLength(2)
    await configure({ url: '' })
    await run()
    expect(await listed()).toEqual([])
  })
})

describe('an address', () => {
  // Attack (CWE-918): the metadata service of a cloud, or what listens on this machine, behind a name or as a number.
  it.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://0x7f.1:PORT/',
  ])('within this machine is not called: %s', async (address) => {
    const { webhooks, directory } = app.services
    const careful = createWebhookDelivery({ ...app.deps, webhooks, directory, mayReach: isPublicAddress })
    await configure({ url: address.replace('PORT', new URL(url).port) })
    await createUser(app)
    await waitUntilReadable(app.database.pool)
    await careful.run()
    expect(posts).toEqual([])
    expect((await listed())[0]?.failure).toMatch(/may not be reached/)
  })

  it('is public unless the configuration says otherwise', async () => {
    const usual = await createTestApp()
    try {
      await usual.services.settings.patch(usual.scope, { webhooks: { url } })
      await createUser(usual)
      await waitUntilReadable(usual.database.pool)
      await usual.services.webhookDelivery.run()
      expect(posts).toEqual([])
      const tried = await usual.db.selectFrom('webhook_deliveries').select('attempts').execute()
      expect(tried).toEqual([{ attempts: 1 }])
    } finally {
      await usual.close()
    }
  })

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'http://user:secret@example.com/',
    'javascript:alert(1)',
  ])('is not %s', async (address) => {
    await expect(configure({ url: address })).rejects.toThrow()
  })
})

describe('the secret', () => {
  it('is sealed at rest, for its own instance', async () => {
    const secret = await app.services.webhooks.revealSecret(app.scope)
    expect(await app.services.webhooks.revealSecret(app.scope)).toBe(secret)
    const row = await app.db
      .selectFrom('webhook_endpoints')
      .select('sealed_secret')
      .where('instance_id', '=', app.instance.id)
      .executeTakeFirstOrThrow()
    expect(row.sealed_secret.includes(Buffer.from(secret.slice(6)))).toBe(false)
    const { instance } = await app.otherInstance('sealed')
    expect(() => app.services.webhooks.openSecret(instance, row.sealed_secret)).toThrow()
  })

  it('can be replaced, and the new one signs what is tried again', async () => {
    await configure({ url })
    answer = { status: 500 }
    await createUser(app)
    await run()
    const before = await app.services.webhooks.revealSecret(app.scope)
    const after = await app.services.webhooks.rotateSecret(app.scope)
    expect(after).not.toBe(before)
    answer = { status: 200 }
    app.clock.advance(5_000)
    await run()
    const [first, second] = posts
    expect(first && signatureOf(first, before)).toBe(first?.headers['svix-signature'])
    expect(second && signatureOf(second, after)).toBe(second?.headers['svix-signature'])
  })
})

describe('the log of the process', () => {
  it('names neither the address nor the secret of what fails', async () => {
    const lines: string[] = []
    const write = (fields: object, message: string) => lines.push(JSON.stringify({ ...fields, message }))
    const log = { debug: write, info: write, warn: write, error: write }
    const { webhooks, directory } = app.services
    const loud = createWebhookDelivery({ ...app.deps, log, webhooks, directory, mayReach: () => true })
    await configure({ url: `${url}/path-of-the-receiver` })
    answer = { status: 500 }
    await createUser(app)
    await waitUntilReadable(app.database.pool)
    await loud.run()
    const secret = await webhooks.revealSecret(app.scope)
    expect(lines.join('\n')).toMatch(/webhook not delivered/)
    expect(lines.join('\n')).not.toMatch(/path-of-the-receiver|whsec_/)
    expect(lines.join('\n')).not.toContain(secret.slice(6))
  })
})
