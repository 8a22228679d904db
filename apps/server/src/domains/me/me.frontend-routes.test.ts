import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { faultWithParam } from '../../testing/answers.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { onePixel } from '../../testing/route-cases/users.route-cases.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'

let app: TestApp
let browser: TestBrowser
let user: User

beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await configure({})
  browser = createTestBrowser(app)
  user = await createUser(app, { password: { password: testPassword } })
  await browser.signIn(user)
})

async function configure(settings: Record<string, unknown>): Promise<void> {
  await app.services.settings.replace(app.scope, settings, { destructive: true })
}

const newPassword = 'Another-password-7'
const primaryAddress = () => user.emailAddresses[0]?.emailAddress ?? ''
const mailsTo = async (to: string) =>
  (await app.services.messages.listInbox(app.instance.id, { to })).map(({ template }) => template)

describe('every route of the signed-in user', () => {
  it.each([
    ['GET', '/v1/me'],
    ['PATCH', '/v1/me'],
    ['DELETE', '/v1/me'],
    ['PATCH', '/v1/me/metadata'],
    ['POST', '/v1/me/profile_image'],
    ['DELETE', '/v1/me/profile_image'],
    ['POST', '/v1/me/change_password'],
    ['POST', '/v1/me/remove_password'],
    ['GET', '/v1/me/email_addresses'],
    ['POST', '/v1/me/email_addresses'],
    ['GET', '/v1/me/email_addresses/idn_1'],
    ['DELETE', '/v1/me/email_addresses/idn_1'],
    ['POST', '/v1/me/email_addresses/idn_1/prepare_verification'],
    ['POST', '/v1/me/email_addresses/idn_1/attempt_verification'],
  ])('refuses a browser that nobody is signed in on: %s %s', async (method, path) => {
    const answer = await createTestBrowser(app).send(method, path)
    expect(faultWithParam(answer)).toEqual([401, 'authentication_invalid', undefined])
  })
})

describe('reading oneself', () => {
  it('shows what the user may see, and nothing that servers keep', async () => {
    await app.services.users.mergeMetadata(app.scope, user.id, { privateMetadata: { secret: 'margin' } })
    const { status, body } = await browser.get('/v1/me')
    expect(status).toBe(200)
    expect(body.response).toMatchObject({
      id: user.id,
      object: 'user',
      password_enabled: true,
      banned: false,
    })
    expect(body.client.sessions).toHaveLength(1)
    expect(JSON.stringify(body)).not.toContain('margin')
    expect(body.response).not.toHaveProperty('create_organizations_limit')
  })
})

describe('changing oneself', () => {
  it('sets and clears names, and shows it in the client at once', async () => {
    const named = await browser.tunnel('PATCH', '/v1/me', { first_name: 'Jane', last_name: 'Doe' })
    expect(named.body.response).toMatchObject({ first_name: 'Jane', last_name: 'Doe' })
    expect(named.body.client.sessions[0].user.first_name).toBe('Jane')
    const cleared = await browser.tunnel('PATCH', '/v1/me', { last_name: '' })
    expect(cleared.body.response).toMatchObject({ first_name: 'Jane', last_name: null })
  })

  // The attack: send along what only servers may write.
  it.each([
    'banned',
    'locked',
    'public_metadata',
    'private_metadata',
    'unsafe_metadata',
    'external_id',
    'email_addresses',
    'password',
    'created_at',
    'delete_self_enabled',
    'profile_image_id',
    'id',
  ])('refuses to write %s', async (field) => {
    const before = await app.services.users.get(app.scope, user.id)
    const answer = await browser.tunnel('PATCH', '/v1/me', { first_name: 'X', [field]: '{"role":"admin"}' })
    expect(faultWithParam(answer)).toEqual([422, 'form_param_unknown', field])
    expect(await app.services.users.get(app.scope, user.id)).toEqual(before)
  })

  // The attack: make a stranger's address one's own.
  it('refuses somebody else’s address as primary', async () => {
    const other = await createUser(app)
    const answer = await browser.tunnel('PATCH', '/v1/me', {
      primary_email_address_id: other.primaryEmailAddressId ?? '',
    })
    expect(answer.status).toBe(404)
  })

  it('tells the old primary address of the new one', async () => {
    const { emailAddress } = await app.db.transaction().execute((tx) =>
      app.services.users.addEmailAddressIn(tx, app.scope, user.id, {
        emailAddress: newEmail(),
        verifiedBy: 'email_code',
      }),
    )
    const answer = await browser.tunnel('PATCH', '/v1/me', { primary_email_address_id: emailAddress.id })
    expect(answer.body.response.primary_email_address_id).toBe(emailAddress.id)
    expect(await mailsTo(primaryAddress())).toEqual(['primary_email_address_changed'])
  })

  it('lets two users have usernames that differ in more than their case', async () => {
    await configure({ username: { enabled: true } })
    await createUser(app, { profile: { username: 'Cased_Name' } })
    const taken = await browser.tunnel('PATCH', '/v1/me', { username: 'cASED_nAME' })
    expect(faultWithParam(taken)).toEqual([422, 'form_identifier_exists', 'username'])
    const free = await browser.tunnel('PATCH', '/v1/me', { username: 'Cased_Name_2' })
    expect(free.body.response.username).toBe('Cased_Name_2')
  })
})

describe('metadata', () => {
  it('merges what the user may write, and takes nothing else', async () => {
    const write = (form: Record<string, string>) => browser.tunnel('PATCH', '/v1/me/metadata', form)
    await write({ unsafe_metadata: '{"a":1,"b":{"c":2}}' })
    const merged = await write({ unsafe_metadata: '{"a":null,"b":{"d":3}}' })
    expect(merged.body.response.unsafe_metadata).toEqual({ b: { c: 2, d: 3 } })
    expect(faultWithParam(await write({ unsafe_metadata: 'no' }))).toEqual([
      422,
      'form_param_value_invalid',
      'unsafe_metadata',
    ])
    const more = await write({ unsafe_metadata: '{}', public_metadata: '{"role":"admin"}' })
    expect(faultWithParam(more)).toEqual([422, 'form_param_unknown', 'public_metadata'])
  })
})

describe('the profile image', () => {
  it('is taken as multipart or as base64 text, and served without cookies', async () => {
    const uploads = [
      { body: onePixel.toString('base64'), headers: { 'content-type': 'application/octet-stream' } },
      { body: onePixel, headers: { 'content-type': 'application/octet-stream' } },
    ]
    for (const { body, headers } of uploads) {
      const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const init = { method: 'POST', body, headers: { ...headers, cookie, origin: browser.origin } }
      const answer = await (await app.fetch('/v1/me/profile_image', init)).json()
      expect(answer).toMatchObject({ response: { object: 'image', id: expect.stringMatching(/^img_/) } })
    }
    const { image_url: url } = (await browser.get('/v1/me')).body.response
    const served = await app.fetch(url)
    expect(served.status).toBe(200)
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    expect(served.headers.getSetCookie()).toEqual([])
    const removed = await browser.tunnel('DELETE', '/v1/me/profile_image')
    expect(removed.body.response).toMatchObject({ object: 'image', deleted: true })
    expect((await app.fetch(url)).status).toBe(404)
    expect((await browser.get('/v1/me')).body.response.has_image).toBe(false)
  })

  // The attack: a picture with a script, opened from the server's own origin.
  it('is never SVG or HTML', async () => {
    for (const body of [
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      '<!doctype html><script>',
    ]) {
      const answer = await browser.send('POST', '/v1/me/profile_image', {
        headers: { 'content-type': 'image/png' },
        form: { body },
      })
      expect(faultWithParam(answer)).toEqual([400, 'image_type_not_supported', 'file'])
    }
  })

  it('is drawn from the initials where there is none, whatever the address says', async () => {
    const { image_url: url } = (
      await browser.tunnel('PATCH', '/v1/me', { first_name: '<Jane>', last_name: 'Doe' })
    ).body.response
    expect(url).toMatch(/\/images\/default\/user_\w+\?initials=JD$/)
    const drawn = await app.fetch(url)
    expect(drawn.headers.get('content-type')).toBe('image/svg+xml')
    expect(await drawn.text()).toContain('>JD</text>')
    const forged = await app.fetch('/images/default/%3Cscript%3E?initials=%3C%2Ftext%3E')
    expect(await forged.text()).not.toContain('script')
  })
})

describe('changing the password', () => {
  const change = (form: Record<string, string>) => browser.post('/v1/me/change_password', form)

  it('needs the current one, and tells the user by mail', async () => {
    const answer = await change({ current_password: testPassword, new_password: newPassword })
    expect(answer.status).toBe(200)
    expect(await app.services.users.verifyPassword(app.scope, user, newPassword)).toBe('correct')
    expect(await mailsTo(primaryAddress())).toEqual(['password_changed'])
    expect((await browser.get('/v1/me')).status).toBe(200)
  })

  // The attack: sit down at an open session and lock its owner out.
  it.each([
    [{ new_password: newPassword }, 'form_param_missing', 'current_password'],
    [{ current_password: '', new_password: newPassword }, 'form_param_missing', 'current_password'],
    [
      { current_password: 'wrong', new_password: newPassword },
      'form_password_validation_failed',
      'current_password',
    ],
    [
      { current_password: testPassword, new_password: testPassword },
      'form_new_password_matches_current',
      'new_password',
    ],
    [
      { current_password: testPassword, new_password: 'short' },
      'form_password_length_too_short',
      'new_password',
    ],
  ])('refuses %j', async (form, code, param) => {
    expect(faultWithParam(await change(form))).toEqual([422, code, param])
    expect(await app.services.users.verifyPassword(app.scope, user, testPassword)).toBe('correct')
  })

  it('refuses an identifier as password', async () => {
    const answer = await change({
      current_password: testPassword,
      new_password: primaryAddress().toUpperCase(),
    })
    expect(faultWithParam(answer)).toEqual([422, 'form_password_matches_identifier', 'new_password'])
  })

  // The attack: guess the current password from within a stolen session.
  it('locks after too many wrong guesses', async () => {
    await configure({ attack_protection: { user_lockout: { max_attempts: 2 } } })
    await change({ current_password: 'wrong', new_password: newPassword })
    const last = await change({ current_password: 'wrong', new_password: newPassword })
    expect(faultWithParam(last)).toEqual([403, 'user_locked', undefined])
    const right = await change({ current_password: testPassword, new_password: newPassword })
    expect(faultWithParam(right)).toEqual([403, 'user_locked', undefined])
  })

  it('ends the other sessions when asked to, and not this one', async () => {
    const elsewhere = createTestBrowser(app)
    await elsewhere.signIn(user)
    await change({
      current_password: testPassword,
      new_password: newPassword,
      sign_out_of_other_sessions: 'true',
    })
    expect((await elsewhere.get('/v1/me')).status).toBe(401)
    expect((await browser.get('/v1/me')).status).toBe(200)
  })

  // The attack: keep a copy of the browser's token and go on with it after the change.
  it('makes copies of the browser’s token worthless', async () => {
    const stolen = browser.jar.get(browser.clientCookie) ?? ''
    await change({ current_password: testPassword, new_password: newPassword })
    app.clock.advance(60_000)
    const thief = createTestBrowser(app)
    thief.jar.set(thief.clientCookie, stolen)
    expect((await thief.get('/v1/me')).status).toBe(401)
  })

  it('sets a first one without asking for another', async () => {
    const passwordless = await createUser(app)
    const fresh = createTestBrowser(app)
    await fresh.signIn(passwordless)
    const answer = await fresh.post('/v1/me/change_password', { new_password: newPassword })
    expect(answer.body.response.password_enabled).toBe(true)
  })
})

describe('removing the password', () => {
  const remove = (password: string) => browser.post('/v1/me/remove_password', { current_password: password })

  it('is refused while the instance requires one, or the user has no other way in', async () => {
    expect(faultWithParam(await remove(testPassword))).toEqual([400, 'password_required', undefined])
    await configure({ password: { required: false }, email_address: { sign_in_with_code: false } })
    expect(faultWithParam(await remove(testPassword))).toEqual([400, 'password_required', undefined])
  })

  it('needs the current one, and tells the user by mail', async () => {
    await configure({ password: { required: false } })
    expect(faultWithParam(await remove('wrong'))).toEqual([
      422,
      'form_password_validation_failed',
      'current_password',
    ])
    expect((await remove(testPassword)).body.response.password_enabled).toBe(false)
    expect(await mailsTo(primaryAddress())).toEqual(['password_removed'])
    expect(faultWithParam(await remove(testPassword))).toEqual([400, 'no_password_set', undefined])
  })
})

describe('deleting oneself', () => {
  it('ends all sessions and leaves nobody signed in', async () => {
    const answer = await browser.tunnel('DELETE', '/v1/me')
    expect(answer.body.response).toEqual({ object: 'user', id: user.id, deleted: true })
    expect(answer.body.client?.sessions ?? []).toEqual([])
    expect((await browser.get('/v1/me')).status).toBe(401)
  })

  it('is refused where the instance or an administrator does not allow it', async () => {
    await app.services.users.update(app.scope, user.id, { profile: { deleteSelfEnabled: false } })
    expect(faultWithParam(await browser.tunnel('DELETE', '/v1/me'))).toEqual([
      403,
      'user_delete_self_not_enabled',
      undefined,
    ])
    await app.services.users.update(app.scope, user.id, { profile: { deleteSelfEnabled: true } })
    await configure({ users: { delete_self: false } })
    expect(faultWithParam(await browser.tunnel('DELETE', '/v1/me'))).toEqual([
      403,
      'user_delete_self_not_enabled',
      undefined,
    ])
  })
})
