import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../testing/answers.ts'
import { createUser, testPassword } from '../../testing/factories/users.factory.ts'
import { onePixel } from '../../testing/route-cases/users.route-cases.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

async function post(path: string, body?: unknown) {
  const response = await app.backend('post', path, body)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const withPassword = () => createUser(app, { password: { password: testPassword } })
const statusOf = async (sessionId: string) => (await app.services.sessions.get(app.scope, sessionId)).status

describe('banning', () => {
  it('ends the user’s sessions and announces it to every process', async () => {
    const { id } = await createUser(app)
    const session = await app.services.sessions.create(app.scope, id)
    const { body } = await post(`/v1/users/${id}/ban`)
    expect(body).toMatchObject({ id, banned: true })
    expect(await statusOf(session.id)).toBe('revoked')
    const invalidations = await app.db.selectFrom('invalidations').select(['kind', 'key']).execute()
    expect(invalidations).toEqual(
      expect.arrayContaining([
        { kind: 'user', key: id },
        { kind: 'session', key: session.id },
      ]),
    )
    expect((await post(`/v1/users/${id}/unban`)).body).toMatchObject({ banned: false })
  })

  it('of several is all or none', async () => {
    const [first, second] = [await createUser(app), await createUser(app)]
    expect((await post('/v1/users/ban', { user_ids: [first.id, 'user_none'] })).status).toBe(404)
    expect((await app.services.users.get(app.scope, first.id)).banned).toBe(false)
    const { body } = await post('/v1/users/ban', { user_ids: [second.id, first.id] })
    expect(body).toMatchObject([
      { id: second.id, banned: true },
      { id: first.id, banned: true },
    ])
    expect((await post('/v1/users/unban', { user_ids: [] })).status).toBe(422)
  })
})

describe('locking', () => {
  it('shows in the user until it is lifted', async () => {
    const { id } = await createUser(app)
    expect((await post(`/v1/users/${id}/lock`)).body).toMatchObject({
      locked: true,
      lockout_expires_in_seconds: null,
      verification_attempts_remaining: 0,
    })
    expect((await post(`/v1/users/${id}/unlock`)).body).toMatchObject({
      locked: false,
      verification_attempts_remaining: 10,
    })
  })
})

describe('passwords', () => {
  it('are checked', async () => {
    const { id } = await withPassword()
    expect(await post(`/v1/users/${id}/verify_password`, { password: testPassword })).toEqual({
      status: 200,
      body: { verified: true },
    })
    const wrong = await post(`/v1/users/${id}/verify_password`, { password: 'wrong' })
    expect([wrong.status, codeOf(wrong.body)]).toEqual([422, 'incorrect_password'])
  })

  it('are removed, with the sessions if asked', async () => {
    const { id } = await withPassword()
    const session = await app.services.sessions.create(app.scope, id)
    const { body } = await post(`/v1/users/${id}/remove_password`, { sign_out_of_other_sessions: true })
    expect(body).toMatchObject({ password_enabled: false })
    expect(await statusOf(session.id)).toBe('revoked')
    for (const path of ['remove_password', 'password/set_compromised', 'password/unset_compromised']) {
      const again = await post(`/v1/users/${id}/${path}`)
      expect([again.status, codeOf(again.body)]).toEqual([400, 'no_password_set'])
    }
  })

  it('are marked as compromised, and the mark goes with a new one', async () => {
    const { id } = await withPassword()
    await post(`/v1/users/${id}/password/set_compromised`)
    const marked = await post(`/v1/users/${id}/verify_password`, { password: testPassword })
    expect([marked.status, codeOf(marked.body)]).toEqual([422, 'form_password_compromised'])
    await app.backend('patch', `/v1/users/${id}`, { password: 'Another-password-7' })
    expect((await post(`/v1/users/${id}/verify_password`, { password: 'Another-password-7' })).status).toBe(
      200,
    )
  })
})

describe('profile images', () => {
  const upload = async (id: string, file: Blob) => {
    const form = new FormData()
    form.append('file', file, 'me.png')
    const headers = { authorization: `Bearer ${app.secretKey}` }
    const response = await app.fetch(`/v1/users/${id}/profile_image`, { method: 'POST', headers, body: form })
    return (await response.json()) as { has_image: boolean; image_url: string }
  }
  const images = () => app.db.selectFrom('images').select('id').execute()

  it('replace the initials, each other, and give way to the initials again', async () => {
    const { id } = await createUser(app, { profile: { firstName: 'Jane', lastName: 'Doe' } })
    const file = new Blob([onePixel], { type: 'image/png' })
    const first = await upload(id, file)
    expect(first).toMatchObject({ has_image: true, image_url: expect.stringMatching(/\/images\/img_\w+$/) })
    const second = await upload(id, file)
    expect(second.image_url).not.toBe(first.image_url)
    expect((await images()).map((image) => `${app.publicUrl}/images/${image.id}`)).toEqual([second.image_url])
    const response = await app.backend('delete', `/v1/users/${id}/profile_image`)
    expect(await response.json()).toMatchObject({
      has_image: false,
      image_url: `${app.publicUrl}/images/default/${id}?initials=JD`,
    })
    expect(await images()).toEqual([])
  })
})
