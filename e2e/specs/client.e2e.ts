/** Our own HTTP client against the real server: what the contract's types promise is what comes over the wire. */
import { createApiClient, isKeywrightApiError } from '@keywright/client'
import { createSignInRoute, createUserRoute, getUserRoute, listUsersRoute } from '@keywright/contract'
import { type RunningKeywright, startKeywright } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let server: RunningKeywright
beforeAll(async () => {
  server = await startKeywright()
})
afterAll(() => server?.stop())

const backend = () => createApiClient({ baseUrl: server.apiUrl, audience: 'backend', key: server.secretKey })

describe('the typed client', () => {
  it('creates, finds and reads a user', async () => {
    const body = { email_address: ['ada@example.com'], skip_password_requirement: true, first_name: 'Ada' }
    const created = await backend().call(createUserRoute, { body })
    const found = await backend().call(listUsersRoute, { query: { email_address: ['ada@example.com'] } })
    expect(found.map(({ id }) => id)).toEqual([created.id])
    const read = await backend().call(getUserRoute, { params: { user_id: created.id } })
    expect(read.first_name).toBe('Ada')
  })

  it('begins to sign in as a native app, which is given a client token', async () => {
    const tokens: string[] = []
    const frontend = createApiClient({
      baseUrl: server.url,
      audience: 'frontend',
      clientToken: { read: () => tokens.at(-1), write: (token) => void tokens.push(token) },
    })
    const signIn = await frontend.call(createSignInRoute, { body: { identifier: 'ada@example.com' } })
    expect(signIn.status).toBe('needs_first_factor')
    expect(tokens.length).toBeGreaterThan(0)
  })

  it('tells what was refused', async () => {
    const refused = await backend()
      .call(createUserRoute, {
        body: { email_address: ['ada@example.com'], skip_password_requirement: true },
      })
      .catch((error: unknown) => error)
    expect(isKeywrightApiError(refused) && [refused.status, refused.code]).toEqual([
      422,
      'form_identifier_exists',
    ])
  })

  it('waits out a server that starts again', async () => {
    const client = createApiClient({
      ...{ baseUrl: server.apiUrl, audience: 'backend', key: server.secretKey },
      retry: { triesMax: 10 },
      wait: () => new Promise((resolve) => setTimeout(resolve, 1_000)),
    })
    await server.stop({ keepData: true })
    const reading = client.call(listUsersRoute)
    await server.restart()
    expect(await reading).toHaveLength(1)
  })
})
