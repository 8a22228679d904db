import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

/** Status and body of a call with the secret key. */
async function call(method: string, path: string, body?: unknown) {
  const response = await app.backend(method, path, body)
  return { status: response.status, body: (await response.json()) as Record<string, never> & { id: string } }
}

const errorsOf = (body: unknown) =>
  (body as { errors: { code: string; meta?: { param_name?: string } }[] }).errors.map((error) => [
    error.code,
    error.meta?.param_name,
  ])
const eventsOf = (id: string) =>
  app.db.selectFrom('events').selectAll().where('entity_id', '=', id).orderBy('entity_version').execute()

describe('creating a user', () => {
  describe('succeeds', () => {
    it('with proven addresses, the first being the primary one', async () => {
      const addresses = [newEmail('First'), newEmail()]
      const { status, body } = await call('post', '/v1/users', {
        email_address: addresses,
        password: testPassword,
        first_name: 'Jane',
        external_id: 'ext_1',
        private_metadata: { note: 'x' },
      })
      expect(status).toBe(200)
      expect(body).toMatchObject({
        id: expect.stringMatching(/^user_[0-9A-Za-z]{27}$/),
        external_id: 'ext_1',
        first_name: 'Jane',
        password_enabled: true,
        private_metadata: { note: 'x' },
        email_addresses: addresses.map((address) => ({
          email_address: address.toLowerCase(),
          verification: { status: 'verified', strategy: 'admin', object: 'verification_admin' },
        })),
      })
      expect(body.primary_email_address_id).toBe((body.email_addresses as unknown as { id: string }[])[0]?.id)
    })

    it('writes one event that shows the user as the answer does', async () => {
      const { body } = await call('post', '/v1/users', {
        email_address: [newEmail()],
        password: testPassword,
      })
      const [event, ...others] = await eventsOf(body.id)
      expect(event).toMatchObject({ type: 'user.created', entity_version: 1, data: body })
      expect(others).toEqual([])
    })

    it('never shows a password or its digest', async () => {
      const { body } = await call('post', '/v1/users', {
        email_address: [newEmail()],
        password: testPassword,
      })
      const shown = JSON.stringify([body, await eventsOf(body.id)])
      expect(shown).not.toContain(testPassword)
      expect(shown).not.toContain('argon2')
    })

    it('with the times of an account that existed elsewhere', async () => {
      const { body } = await call('post', '/v1/users', {
        email_address: [newEmail()],
        password_digest: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
        password_hasher: 'bcrypt',
        created_at: '2020-01-02T03:04:05Z',
        legal_accepted_at: '2020-01-02T03:04:05Z',
      })
      expect(body).toMatchObject({ created_at: 1577934245000, legal_accepted_at: 1577934245000 })
    })
  })

  describe('refuses', () => {
    it.each([
      [
        'an address that is none',
        { email_address: ['nobody'] },
        'form_param_format_invalid',
        'email_address.0',
      ],
      ['no password', { email_address: ['a@example.com'] }, 'form_param_missing', 'password'],
      ['nobody', { password: testPassword }, 'user_data_missing', undefined],
      [
        'a short password',
        { email_address: ['a@example.com'], password: 'short' },
        'form_password_length_too_short',
        'password',
      ],
      [
        'a digest without its hasher',
        { email_address: ['a@example.com'], password_digest: 'x' },
        'form_conditional_param_missing',
        'password_hasher',
      ],
      [
        'a digest of another form',
        { email_address: ['a@example.com'], password_digest: 'x', password_hasher: 'bcrypt' },
        'form_password_digest_invalid_code',
        'password_digest',
      ],
      [
        'a time to come',
        { email_address: ['a@example.com'], password: testPassword, created_at: '2100-01-01T00:00:00Z' },
        'form_disallow_future_date',
        'created_at',
      ],
      [
        'a field it does not know',
        { email_address: ['a@example.com'], role: 'admin' },
        'form_param_unknown',
        'role',
      ],
    ])('%s', async (_name, body, code, param) => {
      const refused = await call('post', '/v1/users', body)
      expect(refused.status).toBe(422)
      expect(errorsOf(refused.body)).toEqual([[code, param]])
    })

    it('identifiers that are taken, in whatever case they are written', async () => {
      const taken = {
        email_address: [newEmail()],
        username: 'Taken_Name',
        external_id: 'ext_taken',
        password: testPassword,
      }
      await call('post', '/v1/users', taken)
      const fresh = { email_address: [newEmail()], password: testPassword }
      const attempts = [
        [{ ...fresh, email_address: [taken.email_address[0]?.toUpperCase()] }, 'email_address'],
        [{ ...fresh, username: 'tAKEN_nAME' }, 'username'],
        [{ ...fresh, external_id: 'ext_taken' }, 'external_id'],
      ] as const
      for (const [body, param] of attempts) {
        expect(errorsOf((await call('post', '/v1/users', body)).body)).toEqual([
          ['form_identifier_exists', param],
        ])
      }
    })

    it('metadata above 8 KB', async () => {
      const body = {
        email_address: [newEmail()],
        password: testPassword,
        public_metadata: { a: 'x'.repeat(9000) },
      }
      const refused = await call('post', '/v1/users', body)
      expect(errorsOf(refused.body)).toEqual([['form_param_exceeds_allowed_size', 'public_metadata']])
    })
  })
})

describe('creating users in bulk', () => {
  it('lets in the good ones and names what is wrong with the others, in order', async () => {
    const emailAddress = newEmail()
    const { status, body } = await call('post', '/v1/users/bulk', [
      { email_address: [emailAddress], skip_password_requirement: true },
      { email_address: [emailAddress], skip_password_requirement: true },
      { email_address: 'not a list' },
      { email_address: [newEmail()], password: testPassword },
    ])
    expect(status).toBe(200)
    expect(body).toMatchObject({ total_count: 4, created_count: 2 })
    const data = body.data as unknown as { index: number; user: object | null; errors: { code: string }[] }[]
    expect(
      data.map(({ index, user, errors }) => [index, user !== null, errors.map(({ code }) => code)]),
    ).toEqual([
      [0, true, []],
      [1, false, ['form_identifier_exists']],
      [2, false, ['form_param_type_invalid']],
      [3, true, []],
    ])
  })

  it('refuses more than 100 at once', async () => {
    const { status, body } = await call(
      'post',
      '/v1/users/bulk',
      Array.from({ length: 101 }, () => ({})),
    )
    expect([status, errorsOf(body)]).toEqual([422, [['form_param_array_size_exceeded', 'body']]])
  })
})

describe('listing users', () => {
  it('finds the same users in the list and in the count', async () => {
    const name = `Quartz${Math.random().toString(36).slice(2, 8)}`
    for (const firstName of ['Ann', 'Ben', 'Cem']) {
      await createUser(app, { profile: { firstName, lastName: name } })
    }
    const query = `query=${name.toLowerCase()}`
    const { body } = await call('get', `/v1/users?${query}&order_by=%2Bfirst_name&limit=2&offset=1`)
    expect((body as unknown as { first_name: string }[]).map((user) => user.first_name)).toEqual([
      'Ben',
      'Cem',
    ])
    expect((await call('get', `/v1/users/count?${query}`)).body).toEqual({
      object: 'total_count',
      total_count: 3,
    })
  })

  it('takes search text as text, not as a pattern', async () => {
    await createUser(app, { profile: { firstName: 'A100%B' } })
    const found = async (text: string) =>
      (await call('get', `/v1/users/count?name_query=${encodeURIComponent(text)}`)).body
    expect(await found('100%b')).toMatchObject({ total_count: 1 })
    expect(await found('%\\_%')).toMatchObject({ total_count: 0 })
  })

  it.each(['limit=0', 'limit=501', 'offset=-1', 'order_by=password', 'created_at_after=soon'])(
    'refuses %s',
    async (query) => {
      expect((await call('get', `/v1/users?${query}`)).status).toBe(422)
    },
  )
})

describe('updating a user', () => {
  it('changes what is given, clears what is null, and leaves the rest', async () => {
    const user = await createUser(app, { profile: { firstName: 'Jane', lastName: 'Doe' } })
    const { body } = await call('patch', `/v1/users/${user.id}`, { first_name: null, username: 'jane_2' })
    expect(body).toMatchObject({ first_name: null, last_name: 'Doe', username: 'jane_2' })
    const [, event] = await eventsOf(user.id)
    expect(event).toMatchObject({ type: 'user.updated', entity_version: 2, data: body })
  })

  it('ends the user’s sessions when asked to', async () => {
    const user = await createUser(app)
    const session = await app.services.sessions.create(app.scope, user.id)
    await call('patch', `/v1/users/${user.id}`, { password: testPassword, sign_out_of_other_sessions: true })
    expect((await app.services.sessions.get(app.scope, session.id)).status).toBe('revoked')
  })

  it('tells the address that was the primary one when asked to', async () => {
    const user = await createUser(app)
    const second = newEmail()
    const added = await call('post', '/v1/email_addresses', {
      user_id: user.id,
      email_address: second,
      verified: true,
    })
    await call('patch', `/v1/users/${user.id}`, {
      primary_email_address_id: added.body.id,
      notify_primary_email_address_changed: true,
    })
    const [mail] = await app.services.messages.listInbox(app.instance.id, {
      to: user.emailAddresses[0]?.emailAddress ?? '',
    })
    expect(mail).toMatchObject({
      template: 'primary_email_address_changed',
      text: expect.stringContaining(second),
    })
  })

  // The attack: a server that passes a form through lets its user write what only the server may.
  it.each(['public_metadata', 'private_metadata', 'banned', 'id', 'instance_id', 'email_addresses'])(
    'refuses %s, which has a call of its own or none',
    async (field) => {
      const user = await createUser(app)
      const { status, body } = await call('patch', `/v1/users/${user.id}`, { [field]: {} })
      expect([status, errorsOf(body)]).toEqual([422, [['form_param_unknown', field]]])
    },
  )

  it('refuses another user’s address as primary', async () => {
    const [user, other] = [await createUser(app), await createUser(app)]
    const { status } = await call('patch', `/v1/users/${user.id}`, {
      primary_email_address_id: other.primaryEmailAddressId,
    })
    expect(status).toBe(404)
  })
})

describe('metadata', () => {
  it('is merged by PATCH and replaced by PUT', async () => {
    const { id } = await createUser(app, { profile: { publicMetadata: { a: 1, b: { c: 2 } } } })
    const merged = await call('patch', `/v1/users/${id}/metadata`, {
      public_metadata: { a: null, b: { d: 3 } },
    })
    expect(merged.body.public_metadata).toEqual({ b: { c: 2, d: 3 } })
    const replaced = await call('put', `/v1/users/${id}/metadata`, { public_metadata: { e: 4 } })
    expect(replaced.body).toMatchObject({ public_metadata: { e: 4 }, private_metadata: {} })
  })

  // The attack: `__proto__` as a key, so that every object gains what it holds.
  it('never reaches an object’s prototype', async () => {
    const { id } = await createUser(app)
    const { body } = await call(
      'patch',
      `/v1/users/${id}/metadata`,
      '{"public_metadata":{"__proto__":{"admin":true},"a":1}}',
    )
    expect(body.public_metadata).toEqual({ a: 1 })
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('deleting a user', () => {
  it('removes all that is theirs and says so in the log', async () => {
    const user = await createUser(app, {
      profile: { externalId: 'ext_gone' },
      password: { password: testPassword },
    })
    await app.services.sessions.create(app.scope, user.id)
    const { body } = await call('delete', `/v1/users/${user.id}`)
    expect(body).toEqual({ object: 'user', id: user.id, deleted: true, external_id: 'ext_gone' })
    expect((await call('get', `/v1/users/${user.id}`)).status).toBe(404)
    for (const table of ['sessions', 'passwords', 'email_addresses'] as const) {
      expect(
        await app.db.selectFrom(table).select('user_id').where('user_id', '=', user.id).execute(),
      ).toEqual([])
    }
    expect((await eventsOf(user.id)).at(-1)).toMatchObject({ type: 'user.deleted', data: body })
  })
})
