import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, newEmail } from '../../testing/factories/users.factory.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

type Wire = Record<string, unknown> & { id: string; errors?: { code: string }[] }

async function call(method: string, path: string, body?: unknown) {
  const response = await app.backend(method, path, body)
  return { status: response.status, body: (await response.json()) as Wire }
}

const add = async (userId: string, input: object = {}) =>
  (await call('post', '/v1/email_addresses', { user_id: userId, email_address: newEmail(), ...input })).body
const primaryOf = async (userId: string) =>
  (await app.services.users.get(app.scope, userId)).primaryEmailAddressId
const codeSentTo = async (emailAddress: unknown) => {
  const [mail] = await app.services.messages.listInbox(app.instance.id, { to: String(emailAddress) })
  return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? ''
}

describe('creating an address', () => {
  it('leaves it unproven and secondary unless told otherwise', async () => {
    const user = await createUser(app)
    expect(await add(user.id)).toMatchObject({
      object: 'email_address',
      verification: null,
      linked_to: [],
      reserved: false,
    })
    expect(await primaryOf(user.id)).toBe(user.primaryEmailAddressId)
    const next = await add(user.id, { verified: true, primary: true })
    expect(next.verification).toMatchObject({ status: 'verified', strategy: 'admin' })
    expect(await primaryOf(user.id)).toBe(next.id)
  })

  it('makes the first one the primary one', async () => {
    const { id } = await createUser(app, { emails: [], profile: { username: 'without_mail' } })
    expect(await primaryOf(id)).toBeNull()
    const first = await add(id)
    expect(await primaryOf(id)).toBe(first.id)
  })
})

describe('updating an address', () => {
  it('proves it, makes it primary, and takes proof only from secondary ones', async () => {
    const user = await createUser(app)
    const { id } = await add(user.id)
    const update = (body: object) => call('patch', `/v1/email_addresses/${id}`, body)
    expect((await update({ primary: true })).body.errors?.[0]?.code).toBe('form_verification_needed')
    expect((await update({ verified: true, primary: true })).body.verification).toMatchObject({
      status: 'verified',
    })
    expect(await primaryOf(user.id)).toBe(id)
    expect((await update({ verified: false })).body.errors?.[0]?.code).toBe('identification_update_failed')
    await call('patch', `/v1/email_addresses/${user.primaryEmailAddressId}`, { primary: true })
    expect((await update({ verified: false })).body.verification).toBeNull()
  })
})

describe('a code', () => {
  it('proves the address it was sent to, once', async () => {
    const user = await createUser(app)
    const address = await add(user.id)
    const path = `/v1/email_addresses/${address.id}`
    const prepared = (await call('post', `${path}/prepare_verification`)).body
    expect(prepared).toMatchObject({ status: 'unverified', strategy: 'email_code', attempts: 0 })
    const attempt = (code: string) =>
      call('post', `${path}/attempt_verification`, { verification_id: prepared.id, code })
    expect(await attempt('not it')).toMatchObject({
      status: 200,
      body: { status: 'unverified', attempts: 1 },
    })
    expect(await attempt(await codeSentTo(address.email_address))).toMatchObject({
      status: 200,
      body: { status: 'verified' },
    })
    expect((await call('get', path)).body.verification).toMatchObject({
      status: 'verified',
      strategy: 'email_code',
    })
    expect((await attempt('again')).body.errors?.[0]?.code).toBe('verification_already_verified')
  })

  // The attack: prove one address with the code that was sent to another.
  it('counts for no other address', async () => {
    const user = await createUser(app)
    const [own, victim] = [await add(user.id), await add(user.id)]
    const prepared = (await call('post', `/v1/email_addresses/${own.id}/prepare_verification`)).body
    const code = await codeSentTo(own.email_address)
    const crossed = await call('post', `/v1/email_addresses/${victim.id}/attempt_verification`, {
      verification_id: prepared.id,
      code,
    })
    expect(crossed.status).toBe(404)
    expect((await call('get', `/v1/email_addresses/${victim.id}`)).body.verification).toBeNull()
  })

  it('is worthless after three wrong ones, even if it is right', async () => {
    const user = await createUser(app)
    const address = await add(user.id)
    const path = `/v1/email_addresses/${address.id}`
    const { id } = (await call('post', `${path}/prepare_verification`)).body
    const attempt = async (code: string) =>
      (await call('post', `${path}/attempt_verification`, { verification_id: id, code })).body.status
    const code = await codeSentTo(address.email_address)
    expect([await attempt('1'), await attempt('2'), await attempt('3')]).toEqual([
      'unverified',
      'unverified',
      'failed',
    ])
    expect(await attempt(code)).toBe('failed')
  })
})

describe('replacing all addresses', () => {
  it('leaves one, proven unless told otherwise, and primary', async () => {
    const user = await createUser(app)
    await add(user.id)
    const emailAddress = newEmail()
    const { body } = await call('put', `/v1/users/${user.id}/email_address`, { email_address: emailAddress })
    expect(body).toMatchObject({ email_address: emailAddress, verification: { status: 'verified' } })
    const after = await app.services.users.get(app.scope, user.id)
    expect(after.emailAddresses.map(({ id }) => id)).toEqual([body.id])
    expect(after.primaryEmailAddressId).toBe(body.id)
  })

  it('keeps an address that the user has already, as what it is said to be now', async () => {
    const user = await createUser(app)
    const [current] = user.emailAddresses
    const { body } = await call('put', `/v1/users/${user.id}/email_address`, {
      email_address: current?.emailAddress,
      identification_status: 'reserved',
    })
    expect(body).toMatchObject({ id: current?.id, reserved: true, verification: null })
  })

  it('refuses another user’s address', async () => {
    const [user, other] = [await createUser(app), await createUser(app)]
    const { status, body } = await call('put', `/v1/users/${user.id}/email_address`, {
      email_address: other.emailAddresses[0]?.emailAddress,
    })
    expect([status, body.errors?.[0]?.code]).toEqual([422, 'form_identifier_exists'])
  })
})

describe('deleting an address', () => {
  it('answers what is gone, and refuses the last one', async () => {
    const user = await createUser(app)
    const { id } = await add(user.id)
    expect((await call('delete', `/v1/email_addresses/${id}`)).body).toEqual({
      object: 'email_address',
      id,
      deleted: true,
    })
    const last = await call('delete', `/v1/email_addresses/${user.primaryEmailAddressId}`)
    expect([last.status, last.body.errors?.[0]?.code]).toEqual([
      400,
      'last_required_identification_deletion_failed',
    ])
  })
})
