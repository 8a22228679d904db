/** How often the requests of the hot path ask the database: each time costs more than most of what is done with the answer. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from './testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from './testing/test-app.ts'
import { createTestBrowser } from './testing/test-browser.ts'

let app: TestApp
const asked: string[] = []
/** In how many pieces it was sent. */
let pieces = 0

interface WatchedClient {
  query: (...input: unknown[]) => unknown
  connection: { stream: { cork: () => void; writableCorked: number } }
}

beforeAll(async () => {
  app = await createTestApp()
  // The first call makes the key, which tells every process to forget the one before; the second one reads it.
  for (let call = 0; call < 2; call += 1) await app.services.signingKeys.activeKey(app.instance)
  const { pool } = app.database
  const connect = pool.connect.bind(pool) as unknown as () => Promise<WatchedClient>
  const watched = new WeakSet<object>()
  pool.connect = (async () => {
    const client = await connect()
    if (watched.has(client)) return client
    watched.add(client)
    const { query, connection } = client
    const cork = connection.stream.cork.bind(connection.stream)
    connection.stream.cork = () => {
      if (connection.stream.writableCorked === 0) pieces += 1
      cork()
    }
    client.query = (...input) => {
      asked.push(typeof input[0] === 'string' ? input[0] : JSON.stringify(input[0]))
      return query.apply(client, input)
    }
    return client
  }) as typeof pool.connect
})
afterAll(() => app.close())
beforeEach(() => forget())

function forget() {
  asked.length = 0
  pieces = 0
}

const signedIn = async () => {
  const browser = createTestBrowser(app)
  const session = await browser.signIn(await createUser(app))
  forget()
  return { browser, session }
}

it('a sign-in with a password asks who it is, and then writes all in one statement', async () => {
  const emailAddress = newEmail()
  await createUser(app, { emailAddress, password: { password: testPassword } })
  forget()
  const form = { identifier: emailAddress, password: testPassword }
  expect((await createTestBrowser(app).post('/v1/client/sign_ins', form)).status).toBe(200)
  expect(asked).toHaveLength(2)
  expect(pieces).toBe(2)
})

it('reading the client asks three times', async () => {
  const { browser } = await signedIn()
  expect((await browser.get('/v1/client')).status).toBe(200)
  expect(asked).toHaveLength(3)
})

it('the first token of a session asks once', async () => {
  const { browser, session } = await signedIn()
  expect((await browser.post(`/v1/client/sessions/${session.id}/tokens`)).status).toBe(200)
  expect(asked).toHaveLength(1)
})
