import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { createEmbeddedServer } from './embedded-server.ts'
import { readSettings } from './options.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

it('hands out the keys that count, also after they were replaced', async () => {
  const settings = readSettings({
    database: { pool: { options: database.connection } },
    ...{ secret: 'ab'.repeat(32), logLevel: 'silent' },
  })
  const server = createEmbeddedServer(settings)
  const { keys, services, deps } = await server.start()
  const before = await keys()
  expect(await keys()).toBe(before)
  const instance = services.directory.default()
  await deps.db.transaction().execute((tx) => services.instances.rotateSecretKeysIn(tx, instance, new Date()))
  await expect.poll(() => keys().then(({ secretKey }) => secretKey)).not.toBe(before.secretKey)
  await server.close()
})
