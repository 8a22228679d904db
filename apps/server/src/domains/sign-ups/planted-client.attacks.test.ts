/**
 * The attack: somebody plants their own client's token in a victim's browser, begins to sign in or up on that client, and
 * finishes after the victim has signed in. The attacker's account would be the one the victim goes on with.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { holdCall } from '../../testing/held-call.ts'
import { codeSentTo, linkSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser, type TestBrowser } from '../../testing/test-browser.ts'
import type { User } from '../users/index.ts'

const signIns = '/v1/client/sign_ins'
const signUps = '/v1/client/sign_ups'
const redirectUrl = 'http://localhost:3000/done'

let app: TestApp
let attacker: TestBrowser
let victim: TestBrowser
let victimUser: User
let attackerEmail: string
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await configure({})
  attackerEmail = newEmail('attacker')
  victimUser = await createUser(app, {
    emailAddress: newEmail('victim'),
    password: { password: testPassword },
  })
  attacker = createTestBrowser(app)
  await attacker.post('/v1/client')
  victim = createTestBrowser(app)
  for (const [name, value] of attacker.jar) victim.jar.set(name, value)
})

const configure = (settings: object) =>
  app.services.settings.replace(
    app.scope,
    { sessions: { single_session_mode: false }, ...settings },
    { destructive: true },
  )
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const emailOf = (user: User) => user.emailAddresses[0]?.emailAddress ?? ''

/** Whoever is signed in on the victim's client by now. */
async function usersOfVictim(): Promise<string[]> {
  const { sessions } = (await victim.get('/v1/client')).body.response
  return sessions.map(({ user }: { user: User }) => user.id)
}

async function expectRefused(answer: { status: number; body: { errors?: { code: string }[] } }) {
  expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([400, 'client_state_invalid'])
  expect(await usersOfVictim()).toEqual([victimUser.id])
}

describe('a call held open while the victim signs in adds no account to the client', () => {
  it('when it begins a sign-up that is complete at once', async () => {
    await configure({ email_address: { verify_at_sign_up: false } })
    const held = await holdCall(app, attacker, signUps)
    await victim.signIn(victimUser)
    await expectRefused(await held.send(form({ email_address: attackerEmail, password: testPassword })))
  })

  it('when it proves the address of a sign-up', async () => {
    const fields = { email_address: attackerEmail, password: testPassword, strategy: 'email_code' }
    const { id } = (await attacker.post(signUps, fields)).body.response
    const held = await holdCall(app, attacker, `${signUps}/${id}/attempt_verification`)
    await victim.signIn(victimUser)
    const code = await codeSentTo(app, attackerEmail)
    await expectRefused(await held.send(form({ strategy: 'email_code', code })))
  })

  it('when it begins a sign-in, with the password', async () => {
    await createUser(app, { emailAddress: attackerEmail, password: { password: testPassword } })
    const held = await holdCall(app, attacker, signIns)
    await victim.signIn(victimUser)
    await expectRefused(await held.send(form({ identifier: attackerEmail, password: testPassword })))
  })

  // Its password is judged all the same: a guess that nobody counted would tell by the time it takes.
  it('when it begins a sign-in, and a wrong password counts', async () => {
    const guessed = await createUser(app, {
      emailAddress: attackerEmail,
      password: { password: testPassword },
    })
    const held = await holdCall(app, attacker, signIns)
    await victim.signIn(victimUser)
    await expectRefused(await held.send(form({ identifier: attackerEmail, password: `not ${testPassword}` })))
    expect((await app.services.users.get(app.scope, guessed.id)).failedAttemptCount).toBe(1)
  })

  it('when it proves the factor of a sign-in', async () => {
    await createUser(app, { emailAddress: attackerEmail, password: { password: testPassword } })
    const { id } = (await attacker.post(signIns, { identifier: attackerEmail })).body.response
    const held = await holdCall(app, attacker, `${signIns}/${id}/attempt_first_factor`)
    await victim.signIn(victimUser)
    await expectRefused(await held.send(form({ strategy: 'password', password: testPassword })))
  })

  it('and leaves no attempt of its own for the victim to finish', async () => {
    const held = await holdCall(app, attacker, signUps)
    await victim.signIn(victimUser)
    await expectRefused(await held.send(form({ email_address: attackerEmail })))
    expect((await victim.get('/v1/client')).body.response.sign_up).toBeNull()
  })
})

describe('an attempt begun before the victim signed in is over', () => {
  const links = { email_address: { sign_in_with_link: true, verify_with: ['email_link', 'email_code'] } }
  const link = () => ({ strategy: 'email_link', redirect_url: redirectUrl })

  /** Opens the link on another device, and says there that it is meant. */
  async function confirmElsewhere(email: string): Promise<string | null> {
    const path = await linkSentTo(app, email)
    const token = new URL(path, app.publicUrl).searchParams.get('token') ?? ''
    const { headers } = await createTestBrowser(app, { origin: app.publicUrl }).post('/v1/keywright/verify', {
      token,
    })
    return new URL(headers.get('location') ?? '').searchParams.get('__clerk_status')
  }

  const signVictimIn = () => victim.post(signIns, { identifier: emailOf(victimUser), password: testPassword })

  async function signVictimUp() {
    const email = newEmail('victim')
    const fields = { email_address: email, password: testPassword, strategy: 'email_code' }
    const { id } = (await victim.post(signUps, fields)).body.response
    const code = await codeSentTo(app, email)
    return await victim.post(`${signUps}/${id}/attempt_verification`, { strategy: 'email_code', code })
  }

  async function beginSignIn() {
    await createUser(app, { emailAddress: attackerEmail })
    await attacker.post(signIns, { identifier: attackerEmail, ...link() })
  }

  async function beginSignUp() {
    await attacker.post(signUps, { email_address: attackerEmail, password: testPassword, ...link() })
  }

  it.each([
    ['a sign-in, by a sign-in', beginSignIn, signVictimIn],
    ['a sign-in, by a sign-up', beginSignIn, signVictimUp],
    ['a sign-up, by a sign-in', beginSignUp, signVictimIn],
    ['a sign-up, by a sign-up', beginSignUp, signVictimUp],
  ])('%s, and its link adds nobody', async (_what, begin, finish) => {
    await configure(links)
    await begin()
    expect((await finish()).body.response.status).toBe('complete')
    const before = await usersOfVictim()
    expect(await confirmElsewhere(attackerEmail)).not.toBe('verified')
    expect(before).toHaveLength(1)
    expect(await usersOfVictim()).toEqual(before)
  })
})

// The attack: who planted the token asks all the time who is signed in, and is told before the token is replaced.
it('there is no moment at which a session is there and the token is still the planted one', async () => {
  const { body } = await victim.post(signIns, { identifier: emailOf(victimUser), password: testPassword })
  const { rows } = await sql<{ together: boolean }>`
    select s.xmin::text = c.xmin::text as together from sessions s join clients c on c.id = s.client_id
    where s.id = ${body.response.created_session_id}`.execute(app.db)
  expect(rows).toEqual([{ together: true }])
})
