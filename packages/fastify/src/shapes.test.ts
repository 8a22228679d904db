/** Code as public tutorials write it, with nothing but the package's name changed. */
import {
  makeToken,
  publishableKeyOf,
  signWebhook,
  startBackendApi,
  webhookSecret,
} from '@keywright/test-kit/instance'
import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { clerkClient, clerkPlugin, getAuth, requireAuth } from './index.ts'
import { verifyWebhook } from './webhooks.ts'

let api: Awaited<ReturnType<typeof startBackendApi>>
beforeAll(async () => {
  api = await startBackendApi()
  vi.stubEnv('CLERK_SECRET_KEY', 'sk_live_a')
  vi.stubEnv('CLERK_PUBLISHABLE_KEY', publishableKeyOf('live'))
  vi.stubEnv('CLERK_API_URL', api.url)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await api.stop()
})

const signedIn = async () => ({ authorization: `Bearer ${await makeToken()}` })

describe('clerkPlugin', () => {
  it('gives every request an auth, which may be called, awaited, or read', async () => {
    const app = fastify()
    app.register(clerkPlugin)
    app.get('/', async (request) => {
      const { userId } = await request.auth()
      return { userId, read: request.auth.userId, got: getAuth(request).userId, auth: request.auth }
    })
    const response = await app.inject({ url: '/', headers: await signedIn() })
    const expected = { userId: 'user_1', read: 'user_1', got: 'user_1', auth: { sessionId: 'sess_1' } }
    expect(response.json()).toMatchObject(expected)
    expect((await app.inject('/')).json()).toMatchObject({ userId: null, read: null })
  })

  it('is for all routes of the app, and only for those of a scope that registers it', async () => {
    const app = fastify()
    app.register(async (scope) => {
      scope.register(clerkPlugin)
      scope.get('/inside', { preHandler: requireAuth() }, async () => 'inside')
    })
    app.get('/outside', async (request) => getAuth(request))
    expect((await app.inject('/inside')).statusCode).toBe(401)
    expect((await app.inject({ url: '/inside', headers: await signedIn() })).body).toBe('inside')
    expect((await app.inject('/outside')).json()).toMatchObject({
      message: expect.stringContaining('app.register(keywrightPlugin)'),
    })
  })

  it('does not mix up requests that share a prototype', async () => {
    const app = fastify()
    app.register(clerkPlugin)
    app.get('/', async (request) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
      return { userId: request.auth.userId }
    })
    const headers = await signedIn()
    const answers = await Promise.all([
      app.inject({ url: '/', headers }),
      app.inject('/'),
      app.inject({ url: '/', headers }),
    ])
    expect(answers.map((answer) => answer.json().userId)).toEqual(['user_1', null, 'user_1'])
  })
})

describe('clerkClient', () => {
  it('reads the environment when it is first used', async () => {
    await expect(clerkClient.users.getUser('user_1')).rejects.toMatchObject({ code: 'resource_not_found' })
  })
})

describe('verifyWebhook', () => {
  it('takes the body that Fastify has parsed', async () => {
    const app = fastify()
    app.post('/', async (request) => (await verifyWebhook(request, { signingSecret: webhookSecret })).type)
    const body = JSON.stringify({ type: 'user.created', data: { id: 'user_1' } })
    const headers = { 'content-type': 'application/json', ...signWebhook(body) }
    expect((await app.inject({ method: 'POST', url: '/', body, headers })).body).toBe('user.created')
    const changed = body.replace('user_1', 'user_2')
    expect((await app.inject({ method: 'POST', url: '/', body: changed, headers })).statusCode).not.toBe(200)
  })
})
