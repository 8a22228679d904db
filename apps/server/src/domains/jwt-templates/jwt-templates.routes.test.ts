import { createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { decodeJwt, importKeySet, tokenCategories, verifyJwt } from '@keywright/tokens'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fault } from '../../testing/answers.ts'
import {
  addMember,
  createOrganization,
  enableOrganizations,
} from '../../testing/factories/organizations.factory.ts'
import { createUser } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(() => app.db.deleteFrom('jwt_templates').execute())

const call = (method: string, path = '', body?: unknown, key?: string) =>
  app.call(method, `/v1/jwt_templates${path}`, body, key)
const minimal = { name: 'hasura', claims: { aud: 'hasura', role: "{{user.public_metadata.role || 'user'}}" } }

describe('the five operations', () => {
  it('create, read, write anew, list and delete a template', async () => {
    const created = await call('post', '', minimal)
    expect(created.status).toBe(200)
    expect(created.body).toEqual({
      object: 'jwt_template',
      id: expect.stringMatching(/^jtmp_/),
      ...minimal,
      lifetime: 60,
      allowed_clock_skew: 5,
      custom_signing_key: false,
      signing_algorithm: 'RS256',
      created_at: app.clock.now().getTime(),
      updated_at: app.clock.now().getTime(),
    })
    const { id } = created.body
    expect(await call('get', `/${id}`)).toEqual(created)
    app.clock.advance(1_000)
    const changed = await call('patch', `/${id}`, {
      name: 'other',
      claims: {},
      lifetime: 3600,
      allowed_clock_skew: 0,
    })
    expect(changed.body).toMatchObject({
      id,
      name: 'other',
      claims: {},
      lifetime: 3600,
      allowed_clock_skew: 0,
    })
    expect(changed.body.updated_at).toBe(created.body.updated_at + 1_000)
    expect((await call('patch', `/${id}`, { name: 'other', claims: { a: 1 } })).body).toMatchObject({
      lifetime: 3600,
    })
    expect((await call('delete', `/${id}`)).body).toEqual({ object: 'jwt_template', id, deleted: true })
    expect(fault(await call('get', `/${id}`))).toEqual([404, 'resource_not_found'])
    expect(fault(await call('delete', `/${id}`))).toEqual([404, 'resource_not_found'])
    expect(fault(await call('patch', `/${id}`, minimal))).toEqual([404, 'resource_not_found'])
  })

  it('list newest first, bare or with the number of all', async () => {
    for (const name of ['a', 'b', 'c']) {
      app.clock.advance(1_000)
      await call('post', '', { name, claims: {} })
    }
    const namesOf = (list: { name: string }[]) => list.map(({ name }) => name)
    expect(namesOf((await call('get')).body)).toEqual(['c', 'b', 'a'])
    const page = (await call('get', '?paginated=true&limit=1&offset=1')).body
    expect([namesOf(page.data), page.total_count]).toEqual([['b'], 3])
  })

  it('write what they did into the event log, without any key', async () => {
    const key = 'a-secret-that-is-long-enough-for-hs256'
    const { body } = await call('post', '', { ...minimal, ...own('HS256', key) })
    await call('delete', `/${body.id}`)
    const events = await app.db.selectFrom('events').selectAll().where('entity_id', '=', body.id).execute()
    expect(events.map(({ type, entity_version }) => [type, entity_version])).toEqual([
      ['jwtTemplate.created', 1],
      ['jwtTemplate.deleted', 2],
    ])
    expect(JSON.stringify(events)).not.toContain(key)
  })

  it('never show a template to another instance', async () => {
    const { body } = await call('post', '', minimal)
    const { secretKey } = await app.otherInstance()
    expect(fault(await call('get', `/${body.id}`, undefined, secretKey))).toEqual([404, 'resource_not_found'])
    expect((await call('get', '', undefined, secretKey)).body).toEqual([])
    expect((await call('post', '', minimal, secretKey)).status).toBe(200)
  })
})

describe('bad input', () => {
  it.each(['azp', 'exp', 'iat', 'iss', 'jti', 'nbf', 'sub'])(
    'is refused: the reserved claim %s',
    async (claim) => {
      expect(fault(await call('post', '', { name: 'x', claims: { [claim]: 1 } }))).toEqual([
        400,
        'jwt_template_reserved_claim',
      ])
    },
  )

  it.each([
    [{ name: '' }],
    [{ name: 'with space' }],
    [{ name: 'a/b' }],
    [{ lifetime: 29 }],
    [{ lifetime: 315_360_001 }],
    [{ allowed_clock_skew: -1 }],
    [{ allowed_clock_skew: 301 }],
    [{ claims: [] }],
    [{ claims: { big: 'x'.repeat(17_000) } }],
    [{ unknown: true }],
    [{ custom_signing_key: true }],
    [{ custom_signing_key: true, signing_algorithm: 'HS256' }],
    [{ custom_signing_key: true, signing_key: 'x'.repeat(64) }],
    [own('HS256', 'too short')],
    [own('HS512', 'x'.repeat(63))],
    [own('RS256', 'no pem')],
    [own('none', 'x'.repeat(64))],
  ])('is refused: %j', async (part) => {
    expect((await call('post', '', { ...minimal, ...part })).status).toBe(422)
  })

  it('is refused: a name that is taken, also by a change', async () => {
    await call('post', '', minimal)
    expect(fault(await call('post', '', minimal))).toEqual([422, 'form_identifier_exists'])
    const { body } = await call('post', '', { name: 'second', claims: {} })
    expect(fault(await call('patch', `/${body.id}`, minimal))).toEqual([422, 'form_identifier_exists'])
  })

  it('is refused: a private key of another kind than the algorithm’s', async () => {
    for (const algorithm of ['RS256', 'ES256', 'ES384', 'EdDSA']) {
      const pem = pairs.ES512.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
      expect((await call('post', '', { ...minimal, ...own(algorithm, pem) })).status).toBe(422)
    }
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    const pem = weak.export({ format: 'pem', type: 'pkcs8' }).toString()
    expect((await call('post', '', { ...minimal, ...own('RS256', pem) })).status).toBe(422)
  })
})

function own(signing_algorithm: string, signing_key: string) {
  return { custom_signing_key: true, signing_algorithm, signing_key }
}

const pairs = {
  RS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  RS512: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  EdDSA: generateKeyPairSync('ed25519'),
}

async function signIn() {
  const browser = createTestBrowser(app)
  const user = await createUser(app, { profile: { firstName: 'Ada', publicMetadata: { role: 'editor' } } })
  const session = await browser.signIn(user)
  const mint = (name: string) => browser.post(`/v1/client/sessions/${session.id}/tokens/${name}`)
  return { browser, user, session, mint }
}

describe('POST /v1/client/sessions/{session_id}/tokens/{template_name}', () => {
  it('makes a token with the template’s claims and the server’s own, which is no session token', async () => {
    await call('post', '', { ...minimal, lifetime: 120, allowed_clock_skew: 30 })
    const { user, mint } = await signIn()
    const answer = await mint('hasura')
    expect([answer.status, Object.keys(answer.body)]).toEqual([200, ['object', 'jwt']])
    const keys = await importKeySet({ keys: await app.services.signingKeys.publicKeys(app.instance) })
    const options = { keys, now: app.clock.now() }
    expect(await verifyJwt(answer.body.jwt, options)).toMatchObject({
      ok: false,
      fault: { code: 'token_type_mismatch' },
    })
    const result = await verifyJwt(answer.body.jwt, { ...options, category: 'template' })
    const seconds = Math.floor(app.clock.now().getTime() / 1000)
    expect(result).toEqual({
      ok: true,
      header: { alg: 'RS256', cat: tokenCategories.template, kid: keys[0]?.keyId, typ: 'JWT' },
      claims: {
        aud: 'hasura',
        azp: 'http://localhost:3000',
        exp: seconds + 120,
        iat: seconds,
        iss: app.instance.issuer,
        jti: expect.any(String),
        nbf: seconds - 30,
        role: 'editor',
        sub: user.id,
      },
    })
  })

  it('signs with the template’s own key, which nobody can read again', async () => {
    const secret = 'a-secret-that-is-long-enough-for-hs256'
    const created = await call('post', '', { ...minimal, ...own('HS256', secret) })
    expect(created.body).toMatchObject({ custom_signing_key: true, signing_algorithm: 'HS256' })
    expect(JSON.stringify(created.body)).not.toContain(secret)
    const row = await app.db.selectFrom('jwt_templates').selectAll().executeTakeFirstOrThrow()
    expect(row.sealed_signing_key?.includes(secret)).toBe(false)
    const { mint } = await signIn()
    const { jwt } = (await mint('hasura')).body
    const input = jwt.slice(0, jwt.lastIndexOf('.'))
    expect(jwt.slice(input.length + 1)).toBe(createHmac('sha256', secret).update(input).digest('base64url'))
    expect(decodeJwt(jwt)?.header).toEqual({ alg: 'HS256', cat: tokenCategories.template, typ: 'JWT' })
  })

  it.each(['RS256', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const)(
    'signs by %s',
    async (algorithm) => {
      const { privateKey, publicKey } = pairs[algorithm]
      const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString().replaceAll('\n', '\\n')
      await call('post', '', { ...minimal, ...own(algorithm, pem) })
      const { mint } = await signIn()
      const decoded = decodeJwt((await mint('hasura')).body.jwt)
      const key = algorithm.startsWith('ES')
        ? { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
        : publicKey
      const hash = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`
      expect(decoded?.header.alg).toBe(algorithm)
      expect(
        verify(hash, Buffer.from(decoded?.signingInput ?? ''), key, decoded?.signature ?? new Uint8Array()),
      ).toBe(true)
    },
  )

  it('keeps its own key through a change that does not name one, and drops it when told to', async () => {
    const { body } = await call('post', '', { ...minimal, ...own('HS256', 'x'.repeat(32)) })
    expect((await call('patch', `/${body.id}`, minimal)).body).toMatchObject({ signing_algorithm: 'HS256' })
    const other = { ...minimal, signing_algorithm: 'HS384' }
    expect(fault(await call('patch', `/${body.id}`, other))).toEqual([422, 'form_conditional_param_missing'])
    const dropped = await call('patch', `/${body.id}`, { ...minimal, custom_signing_key: false })
    expect(dropped.body).toMatchObject({ custom_signing_key: false, signing_algorithm: 'RS256' })
    const { mint } = await signIn()
    expect(decodeJwt((await mint('hasura')).body.jwt)?.header.alg).toBe('RS256')
  })

  it('answers 404 for a template that is unknown or another instance’s, and 401 for a stranger', async () => {
    const { secretKey } = await app.otherInstance('another')
    await call('post', '', { name: 'theirs', claims: {} }, secretKey)
    const { mint, session } = await signIn()
    for (const name of ['unknown', 'theirs']) {
      const answer = await mint(name)
      expect([answer.status, answer.body.errors[0].code]).toEqual([404, 'resource_not_found'])
    }
    const stranger = await createTestBrowser(app).post(`/v1/client/sessions/${session.id}/tokens/unknown`)
    expect(stranger.status).toBe(401)
  })

  it('follows a change and a deletion of the template at once, though it is remembered', async () => {
    const { invalidations } = app.services
    invalidations.start()
    try {
      await expect.poll(() => invalidations.isProven(), { timeout: 5_000 }).toBe(true)
      const { body } = await call('post', '', { name: 'shape', claims: { a: 1 } })
      const { mint } = await signIn()
      const claimOf = async () => decodeJwt((await mint('shape')).body.jwt)?.claims.a
      expect([await claimOf(), await claimOf()]).toEqual([1, 1])
      await call('patch', `/${body.id}`, { name: 'shape', claims: { a: 2 } })
      expect(await claimOf()).toBe(2)
      await call('delete', `/${body.id}`)
      expect((await mint('shape')).status).toBe(404)
    } finally {
      await invalidations.stop()
    }
  })
})

describe('a template with the organization', () => {
  /** A user whose session is in one organization, and a tab of theirs in another. */
  async function signInToTwo() {
    await enableOrganizations(app)
    await call('post', '', { name: 'shop', claims: { name: '{{org.name}}', role: '{{org.role}}' } })
    const { browser, user, session } = await signIn()
    const { organization: mill } = await createOrganization(app, { name: 'Mill', createdBy: user.id })
    const { organization: store } = await createOrganization(app, { name: 'Store' })
    await addMember(app, store, { user })
    const { organization: foreign } = await createOrganization(app, { name: 'Foreign' })
    await browser.post(`/v1/client/sessions/${session.id}/touch`, { active_organization_id: mill.id })
    return { browser, session, store, foreign }
  }
  const claimsOf = (body: { jwt: string }) => {
    const { name, role } = decodeJwt(body.jwt)?.claims ?? {}
    return [name, role]
  }

  it.each(['a cookie', 'a native app’s token'])('is for the one that the tab is in, with %s', async (by) => {
    const { browser, session, store, foreign } = await signInToTwo()
    const isCookie = by === 'a cookie'
    const authorization = browser.jar.get(browser.clientCookie) ?? ''
    const caller = isCookie ? browser : createTestBrowser(app, { origin: '' })
    const mint = (form: Record<string, string>) =>
      caller.post(`/v1/client/sessions/${session.id}/tokens/shop`, form, {
        headers: isCookie ? {} : { authorization },
      })
    const tabs = await Promise.all([mint({}), mint({ organization_id: store.id })])
    expect(tabs.map(({ body }) => claimsOf(body))).toEqual([
      ['Mill', 'org:admin'],
      ['Store', 'org:member'],
    ])
    expect(claimsOf((await mint({ organization_id: '' })).body)).toEqual([null, null])
    expect((await mint({ organization_id: foreign.id })).status).toBe(404)
    expect(claimsOf((await mint({})).body)).toEqual(['Mill', 'org:admin'])
  })

  it('is for the one that a server names, also in session tokens', async () => {
    const { session, store, foreign } = await signInToTwo()
    const mint = async (step: string, organization_id?: string | null) => {
      const answer = await app.backend('post', `/v1/sessions/${session.id}/tokens${step}`, {
        organization_id,
      })
      return { status: answer.status, body: JSON.parse(await answer.text()) }
    }
    expect(claimsOf((await mint('/shop')).body)).toEqual(['Mill', 'org:admin'])
    expect(claimsOf((await mint('/shop', store.id)).body)).toEqual(['Store', 'org:member'])
    expect(claimsOf((await mint('/shop', null)).body)).toEqual([null, null])
    expect((await mint('/shop', foreign.id)).status).toBe(404)
    expect(decodeJwt((await mint('', store.id)).body.jwt)?.claims).toMatchObject({ o: { id: store.id } })
    expect((await mint('', foreign.id)).status).toBe(404)
  })
})

describe('POST /v1/sessions/{session_id}/tokens/{template_name}', () => {
  it('makes the same token for servers, of the life they ask for', async () => {
    await call('post', '', minimal)
    const { session, user } = await signIn()
    const path = `/v1/sessions/${session.id}/tokens`
    const answer = await app.backend('post', `${path}/hasura`, { expires_in_seconds: 600 })
    const body = JSON.parse(await answer.text())
    expect(body.object).toBe('token')
    const { claims } = decodeJwt(body.jwt) ?? {}
    expect(claims).toMatchObject({ sub: user.id, role: 'editor', exp: Number(claims?.iat) + 600 })
    expect(claims).not.toHaveProperty('azp')
    expect((await app.backend('post', `${path}/unknown`, {})).status).toBe(404)
    expect((await app.backend('post', `${path}/hasura`, { expires_in_seconds: 1 })).status).toBe(422)
  })
})
