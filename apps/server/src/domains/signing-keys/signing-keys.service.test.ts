import { createPublicKey, sign, verify } from 'node:crypto'
import { importKeySet, importPublicPem } from '@keywright/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createSigningKeysService, type SigningKeysService } from './signing-keys.service.ts'

let app: TestApp
let keys: SigningKeysService
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.db.deleteFrom('signing_keys').execute()
  await setAlgorithm('RS256')
  app.services.signingKeys.forget(app.instance.id)
  keys = newProcess()
})

/** Another process on the same database: it shares nothing with the first but the master key. */
const newProcess = () => createSigningKeysService(app.deps)

const setAlgorithm = (algorithm: string) =>
  app.db
    .updateTable('instance_settings')
    .set({ document: JSON.stringify({ tokens: { signing_algorithm: algorithm } }) })
    .where('instance_id', '=', app.instance.id)
    .execute()

const readJson = async (answer: Response) => JSON.parse(await answer.text())

const storedKeys = () => app.db.selectFrom('signing_keys').selectAll().orderBy('created_at').execute()
const publishedIds = async () => (await keys.publicKeys(app.instance)).map(({ kid }) => kid)

describe('the first key', () => {
  it('is RSA of 2048 bits with exponent 65537, published without private members or key_ops', async () => {
    const { kid, algorithm, privateKey } = await keys.activeKey(app.instance)
    expect(algorithm).toBe('RS256')
    expect(privateKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65_537n })
    const [jwk, ...others] = await keys.publicKeys(app.instance)
    expect(others).toEqual([])
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
    expect(jwk).toMatchObject({ alg: 'RS256', e: 'AQAB', kid, kty: 'RSA', use: 'sig' })
  })

  it('is one, however many ask for it at once in however many processes', async () => {
    const processes = [keys, newProcess(), newProcess(), newProcess()]
    const asked = processes.flatMap((each) => [each.activeKey(app.instance), each.activeKey(app.instance)])
    expect(new Set((await Promise.all(asked)).map(({ kid }) => kid)).size).toBe(1)
    expect(await storedKeys()).toHaveLength(1)
  })

  it('is stored sealed, and opens for no other instance and no other key', async () => {
    const { kid, privateKey } = await keys.activeKey(app.instance)
    const [row] = await storedKeys()
    if (!row) throw new RangeError('a key is stored')
    const der = privateKey.export({ format: 'der', type: 'pkcs8' })
    expect(row.sealed_private_key.includes(der.subarray(-64))).toBe(false)
    expect(JSON.stringify(row.public_jwk)).not.toContain('"d"')
    expect(app.deps.vault.open(row.sealed_private_key, `signing_key:${app.instance.id}:${kid}`)).toEqual(der)
    expect(() => app.deps.vault.open(row.sealed_private_key, `signing_key:ins_other:${kid}`)).toThrow()
  })

  it('is exported as the PEM that verifies what it signs', async () => {
    const { privateKey } = await keys.activeKey(app.instance)
    const pem = await keys.exportPublicPem(app.instance)
    expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A/)
    const signature = sign('sha256', Buffer.from('x'), privateKey)
    expect(verify('sha256', Buffer.from('x'), createPublicKey(pem), signature)).toBe(true)
    await expect(importPublicPem(pem)).resolves.toMatchObject({ algorithm: 'RS256' })
  })

  it('is recorded in the event log without secrets', async () => {
    const { kid } = await keys.activeKey(app.instance)
    const event = await app.db
      .selectFrom('events')
      .selectAll()
      .where('entity_id', '=', kid)
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({ type: 'signingKey.created', instance_id: app.instance.id })
    expect(Object.keys(event.data as object)).toEqual(['id', 'object', 'algorithm', 'created_at'])
  })
})

describe('the algorithm', () => {
  it('follows the setting, and the key before goes on verifying', async () => {
    const before = await keys.activeKey(app.instance)
    await setAlgorithm('ES256')
    await app.services.directory.refresh()
    const instance = app.services.directory.default()
    const after = await keys.activeKey(instance)
    expect(after.algorithm).toBe('ES256')
    expect(after.privateKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' })
    expect(await publishedIds()).toEqual([after.kid, before.kid])
    const imported = await importKeySet({ keys: await keys.publicKeys(instance) })
    expect(imported.map(({ algorithm }) => algorithm)).toEqual(['ES256', 'RS256'])
  })

  it('is never turned back by a process that does not know the new setting yet', async () => {
    const late = newProcess()
    await setAlgorithm('ES256')
    const changed = await keys.activeKey(app.instance)
    expect((await late.activeKey(app.instance)).kid).toBe(changed.kid)
    expect(await storedKeys()).toHaveLength(1)
  })
})

describe('rotation', () => {
  it('signs with the new key at once and publishes the old one for the token’s life and five minutes', async () => {
    const old = await keys.activeKey(app.instance)
    const rotated = await keys.rotate(app.scope)
    expect((await keys.activeKey(app.instance)).kid).toBe(rotated.kid)
    expect(await publishedIds()).toEqual([rotated.kid, old.kid])
    app.clock.advance((60 + 300) * 1000 - 1)
    expect(await publishedIds()).toEqual([rotated.kid, old.kid])
    app.clock.advance(1)
    expect(await publishedIds()).toEqual([rotated.kid])
    await keys.rotate(app.scope)
    expect((await storedKeys()).map(({ id }) => id)).not.toContain(old.kid)
  })

  // The attack: whoever holds a leaked key signs tokens until verifiers stop accepting it.
  it('leaves nothing of a leaked key, nor of those before it, when it is told to keep none', async () => {
    await keys.activeKey(app.instance)
    await keys.rotate(app.scope)
    const fresh = await keys.rotate(app.scope, { keepSeconds: 0 })
    expect(await publishedIds()).toEqual([fresh.kid])
  })

  it('is announced, and reaches another process once that process hears of it', async () => {
    const other = newProcess()
    const old = await other.activeKey(app.instance)
    const rotated = await keys.rotate(app.scope)
    expect((await other.activeKey(app.instance)).kid).toBe(old.kid)
    // A verifier may ask any process for the new key.
    expect((await other.publicKeys(app.instance)).map(({ kid }) => kid)).toContain(rotated.kid)
    const row = await app.db
      .selectFrom('invalidations')
      .selectAll()
      .where('kind', '=', 'signing_key')
      .where('key', '=', app.instance.id)
      .executeTakeFirst()
    expect(row).toMatchObject({ instance_id: app.instance.id, key: app.instance.id })
    other.forget(app.instance.id)
    expect((await other.activeKey(app.instance)).kid).toBe(rotated.kid)
  })

  it('reaches another process within a minute even if it hears nothing', async () => {
    const other = newProcess()
    await other.activeKey(app.instance)
    const rotated = await keys.rotate(app.scope)
    app.clock.advance(60_001)
    expect((await other.activeKey(app.instance)).kid).toBe(rotated.kid)
  })

  it('is one at a time', async () => {
    await keys.activeKey(app.instance)
    await Promise.all([
      keys.rotate(app.scope),
      newProcess().rotate(app.scope),
      newProcess().rotate(app.scope),
    ])
    expect((await storedKeys()).filter(({ status }) => status === 'active')).toHaveLength(1)
    expect(await storedKeys()).toHaveLength(4)
  })
})

describe('GET /v1/jwks', () => {
  it('answers a server with its key set, as exactly application/json', async () => {
    const answer = await app.backend('get', '/v1/jwks')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    const body = await readJson(answer)
    expect(body.keys).toHaveLength(1)
    expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use'])
  })

  it('refuses an unknown secret key by the code SDKs look for', async () => {
    const answer = await app.backend('get', '/v1/jwks', undefined, 'sk_test_unknown')
    expect(answer.status).toBe(401)
    expect((await readJson(answer)).errors[0].code).toBe('clerk_key_invalid')
  })
})

describe('GET /.well-known/jwks.json', () => {
  it('answers anybody, from any origin, and may be cached', async () => {
    const origin = 'https://third-party.example.com'
    const answer = await app.fetch('/.well-known/jwks.json', { headers: { origin } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=60')
    expect(['*', origin]).toContain(answer.headers.get('access-control-allow-origin'))
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await readJson(answer)).toEqual(await readJson(await app.backend('get', '/v1/jwks')))
  })

  it('gives each instance its own keys', async () => {
    const { instance } = await app.otherInstance()
    const own = await readJson(await app.fetch('/.well-known/jwks.json'))
    const others = await readJson(await app.fetch(`/i/${instance.slug}/.well-known/jwks.json`))
    expect(others.keys).toHaveLength(1)
    expect(others.keys[0].kid).not.toBe(own.keys[0].kid)
  })
})
