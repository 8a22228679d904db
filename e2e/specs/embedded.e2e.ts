/** The whole server as a part of an app: people sign up and in on the app's own address, and the app knows them. */
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyToken } from '@keywright/backend'
import { createKeywright, type Keywright } from '@keywright/server'
import { createLog, loadConfig, type OpenDatabase, openConfiguredDatabase } from '@keywright/server/command'
import { createDevInbox, findFreePort, removeDataFolder } from '@keywright/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { embeddingHosts } from '../support/embedding-hosts.ts'
import { createFormClient } from '../support/form-client.ts'

const password = 'correct horse battery staple'
let folder: string
let database: OpenDatabase

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keywright-embedded-'))
  const config = loadConfig({ KEYWRIGHT_DATA_DIR: folder })
  database = await openConfiguredDatabase(config, createLog({ level: 'silent' }))
})
afterAll(async () => {
  await database?.close()
  await removeDataFolder(folder)
})

describe.each(embeddingHosts)('a server inside $name', ({ name, listen }) => {
  let keywright: Keywright
  let app: { close(): Promise<void> }
  let baseUrl: string

  beforeAll(async () => {
    const port = await findFreePort()
    baseUrl = `http://localhost:${port}`
    keywright = createKeywright({
      database: { pool: { options: database.target }, schema: `kw_${name.replace(/\W/g, '').toLowerCase()}` },
      ...{ secret: 'cd'.repeat(32), baseUrl, basePath: '/api/auth' },
      // The route is told no address; this stands for a header that the app's platform writes.
      clientAddress: () => '127.0.0.1',
    })
    app = await listen(keywright, port)
  })
  afterAll(async () => {
    await app?.close()
    await keywright?.close()
  })

  const open = () => {
    const url = `${baseUrl}/api/auth`
    return { browser: createFormClient({ url }, baseUrl), inbox: createDevInbox(url) }
  }
  const me = (token: string) =>
    fetch(`${baseUrl}/me`, { headers: { authorization: `Bearer ${token}` } }).then(async (response) => ({
      status: response.status,
      body: await response.json(),
    }))

  it('signs people up and in, and the app verifies their tokens in the same process', async () => {
    const { browser, inbox } = open()
    const email = 'ada@example.com'
    const started = await browser.post('/v1/client/sign_ups', { email_address: email, password })
    const id = started.body.response.id as string
    await browser.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' })
    const done = await browser.post(`/v1/client/sign_ups/${id}/attempt_verification`, {
      ...{ strategy: 'email_code', code: await inbox.nextCode(email) },
    })
    expect(done.body.response.status).toBe('complete')
    const { created_session_id: sessionId, created_user_id: userId } = done.body.response
    const { body: minted } = await browser.post(`/v1/client/sessions/${sessionId}/tokens`)
    expect(await me(minted.jwt)).toEqual({ status: 200, body: { userId, email } })
    const { publishableKey, secretKey, ...sdk } = await keywright.sdkOptions()
    const claims = await verifyToken(minted.jwt, { publishableKey, secretKey, ...sdk })
    expect(claims).toMatchObject({ sub: userId, sid: sessionId })

    const again = open().browser
    const attempt = await again.post('/v1/client/sign_ins', { identifier: email, password })
    expect(attempt.body.response).toMatchObject({ status: 'complete' })
  })

  it('leaves strangers, and tokens that somebody made up, outside', async () => {
    expect((await fetch(`${baseUrl}/me`)).status).toBe(401)
    const { body: refused, status } = await me('eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c2VyXzEifQ.')
    expect([status, refused.userId]).toEqual([401, null])
  })

  it('shows its portal on the app’s own address', async () => {
    const page = await fetch(`${baseUrl}/api/auth/sign-in`)
    const linked = [...(await page.text()).matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, url = '']) => url)
    const own = linked.filter((url) => !url.startsWith('data:')).map((url) => new URL(url, baseUrl))
    expect([page.status, own.length > 2]).toEqual([200, true])
    for (const url of own) expect(url.href).toContain(`${baseUrl}/api/auth/`)
  })

  // The attack: `Host` is the sender's to choose; a link in a mail that led there would hand over the ticket in it.
  it('lets no forged host into what it sends', async () => {
    const forged = await keywright.fetch(
      new Request('http://evil.example/api/auth/v1/environment', {
        headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      }),
      { address: '203.0.113.9' },
    )
    expect(await forged.text()).not.toContain('evil.example')
  })
})
