import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tx } from '../../platform/db/database.ts'
import { createUser, newEmail, testPassword } from '../../testing/factories/users.factory.ts'
import { codeSentTo } from '../../testing/outgoing-mail.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createTestBrowser } from '../../testing/test-browser.ts'

const path = '/v1/client/sign_ins'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const sessionsOf = (userId: string) =>
  app.db.selectFrom('sessions').select('id').where('user_id', '=', userId).execute()

const activeSessionsOf = (userId: string) => app.services.sessions.listSignedInOfUser(app.scope, userId)

/** Many requests of one browser at the same moment: all carry the cookies it has now. */
function together<Result>(count: number, ask: () => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: count }, ask))
}

describe('simultaneous attempts', () => {
  it('make one session of one code', async () => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: emailAddress, strategy: 'email_code' })).body
      .response
    const code = await codeSentTo(app, emailAddress)
    const answers = await together(6, () =>
      browser.post(`${path}/${id}/attempt_first_factor`, { strategy: 'email_code', code }),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })

  it('make one session of one password attempt', async () => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress, password: { password: testPassword } })
    const browser = createTestBrowser(app)
    const { id } = (await browser.post(path, { identifier: emailAddress })).body.response
    const form = { strategy: 'password', password: testPassword }
    const answers = await together(4, () => browser.post(`${path}/${id}/attempt_first_factor`, form))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })

  it('make one session of one ticket, whichever browsers show it', async () => {
    const user = await createUser(app)
    const { ticket } = await app.services.signInTokens.create(app.scope, {
      userId: user.id,
      expiresInSeconds: 60,
    })
    const answers = await together(6, () => createTestBrowser(app).post(path, { strategy: 'ticket', ticket }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })

  it('make one session of one link', async () => {
    await app.services.settings.patch(app.scope, { email_address: { sign_in_with_link: true } })
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress })
    const browser = createTestBrowser(app)
    const form = {
      identifier: emailAddress,
      strategy: 'email_link',
      redirect_url: 'http://localhost:3000/done',
    }
    await browser.post(path, form)
    const [mail] = await app.services.messages.listInbox(app.instance.id, { to: emailAddress })
    const link = new URL(/^http\S+$/m.exec(mail?.text ?? '')?.[0] ?? '')
    const answers = await together(6, () => browser.get(link.pathname + link.search))
    expect(answers.every(({ status }) => status === 303)).toBe(true)
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })
})

describe('a sign-in of a new browser that ends in a deadlock', () => {
  it.each([
    ['sessions', testPassword, 200],
    ['sign_ins', `not ${testPassword}`, 422],
  ])('is done again with its client, where %s are written', async (table, password, expected) => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress, password: { password: testPassword } })
    // A sequence is not rolled back: the second time nothing is in the way.
    await sql`create sequence deadlocks`.execute(app.db)
    await sql`create function deadlock_once() returns trigger language plpgsql as $$ begin
      if nextval('deadlocks') = 1 then raise exception 'deadlock detected' using errcode = '40P01'; end if;
      return new; end $$`.execute(app.db)
    await sql`create trigger deadlock_once before insert on ${sql.table(table)}
      for each row execute function deadlock_once()`.execute(app.db)
    const browser = createTestBrowser(app)
    const { status } = await browser.post(path, { identifier: emailAddress, password })
    await sql`drop function deadlock_once cascade; drop sequence deadlocks`.execute(app.db)
    expect(status).toBe(expected)
    const { failedAttemptCount } = await app.services.users.get(app.scope, user.id)
    expect([failedAttemptCount, (await browser.get('/v1/client')).body.response?.sessions.length]).toEqual(
      expected === 200 ? [0, 1] : [1, 0],
    )
  })
})

describe('a password that is replaced while somebody signs in with the old one', () => {
  const begun = (emailAddress: string) => ({ identifier: emailAddress })
  const given = { strategy: 'password', password: testPassword }

  // Whoever stole it would be signed in behind the sign-out of everybody else.
  it.each(['with the identifier', 'by itself'])('signs nobody in, given %s', async (how) => {
    const emailAddress = newEmail()
    const user = await createUser(app, { emailAddress, password: { password: testPassword } })
    const thief = createTestBrowser(app)
    const { id } = (await thief.post(path, begun(emailAddress))).body.response
    const stored = await app.services.users.toStoredPassword(app.scope, {
      password: 'Another-horse-9-battery',
    })
    if (!stored) throw new TypeError('a password was given')
    app.clock.advance(1_000)
    const answering = await app.db.transaction().execute(async (tx) => {
      await app.services.users.setPasswordIn(tx, app.scope, user, stored)
      const answer =
        how === 'by itself'
          ? thief.post(`${path}/${id}/attempt_first_factor`, given)
          : thief.post(path, { ...begun(emailAddress), ...given })
      // Long enough to be judged, and to wait for the user.
      await new Promise((resolve) => setTimeout(resolve, 700))
      return { answer }
    })
    const { status, body } = await answering.answer
    expect([status, body.errors?.[0]?.code]).toEqual([400, 'client_state_invalid'])
    expect(await activeSessionsOf(user.id)).toEqual([])
  })
})

describe('two users who replace their passwords at once, each on the client of the other', () => {
  it('both get in, and the sessions of both elsewhere end', { retry: 2 }, async () => {
    await app.services.settings.patch(app.scope, { sessions: { single_session_mode: false } })
    const newPassword = 'Another-horse-9-battery'
    const people = await Promise.all(
      [0, 1].map(async () => {
        const emailAddress = newEmail()
        const user = await createUser(app, { emailAddress, password: { password: testPassword } })
        return { emailAddress, user, browser: createTestBrowser(app) }
      }),
    )
    const clientIds: string[] = []
    for (const [index, { emailAddress, browser }] of people.entries()) {
      const other = people[1 - index]
      if (!other) throw new RangeError('there are two of them')
      clientIds.push((await browser.signIn(other.user)).clientId)
      await browser.post(path, { identifier: emailAddress, strategy: 'reset_password_email_code' })
    }
    const reset = async ({ emailAddress, browser }: (typeof people)[number]) => {
      const { sign_in: signIn } = (await browser.get('/v1/client')).body.response
      const code = await codeSentTo(app, emailAddress)
      await browser.post(`${path}/${signIn.id}/attempt_first_factor`, {
        strategy: 'reset_password_email_code',
        code,
      })
      const form = { password: newPassword, sign_out_of_other_sessions: 'true' }
      return () => browser.post(`${path}/${signIn.id}/reset_password`, form)
    }
    const resets = await Promise.all(people.map(reset))
    // Both wait at their first lock until this lets go: then each has what the other one needs next.
    const answers = await app.db.transaction().execute(async (tx) => {
      await app.services.clients.lockIn(tx, app.scope, clientIds)
      const answering = Promise.all(resets.map((send) => send()))
      await new Promise((resolve) => setTimeout(resolve, 700))
      return { answering, letGoAt: performance.now() }
    })
    for (const { status, body } of await answers.answering)
      expect([status, body.response?.status]).toEqual([200, 'complete'])
    // They wait in one order, and not in a circle, which PostgreSQL finds after a second.
    expect(performance.now() - answers.letGoAt).toBeLessThan(950)
    for (const { user } of people) expect(await activeSessionsOf(user.id)).toHaveLength(1)
  })
})

describe('a user who changes while somebody signs in as them', () => {
  const form = (identifier: string) => ({ identifier, password: testPassword })
  const makeUser = async () => {
    const emailAddress = newEmail()
    return {
      emailAddress,
      user: await createUser(app, { emailAddress, password: { password: testPassword } }),
    }
  }

  /** Signs in while a transaction holds the user, and lets it go on when the sign-in waits for it. */
  async function signInDuring(
    emailAddress: string,
    change: (tx: Tx) => Promise<unknown>,
    browser = createTestBrowser(app),
  ) {
    const answering = await app.db.transaction().execute(async (tx) => {
      await change(tx)
      const answer = browser.post(path, form(emailAddress))
      await new Promise((resolve) => setTimeout(resolve, 700))
      // Who waits for the user must not hold what is written behind them: the two would wait in a circle.
      await sql`set local lock_timeout = '150ms'`.execute(tx)
      return { answer }
    })
    return await answering.answer
  }

  it('comes in as they are by then', async () => {
    const { emailAddress, user } = await makeUser()
    const { status, body } = await signInDuring(emailAddress, (tx) =>
      app.services.users.changeUserIn(tx, app.scope, user.id, () => ({ firstName: 'Grace' })),
    )
    expect(status).toBe(200)
    expect(body.client.sessions[0].user.first_name).toBe('Grace')
    const after = await app.services.users.get(app.scope, user.id)
    expect([after.firstName, after.version]).toEqual(['Grace', user.version + 2])
    expect(await sessionsOf(user.id)).toHaveLength(1)
  })

  it.each([
    ['banned', { banned: true }, 'user_banned'],
    ['locked', { lockedAt: new Date(), lockoutExpiresAt: null }, 'user_locked'],
  ])('does not come in when they were %s', async (_how, change, code) => {
    const { emailAddress, user } = await makeUser()
    const { status, body } = await signInDuring(emailAddress, (tx) =>
      app.services.users.changeUserIn(tx, app.scope, user.id, () => change),
    )
    expect([status, body.errors?.[0]?.code]).toEqual([403, code])
    expect(await sessionsOf(user.id)).toEqual([])
  })

  it('does not come in when they were deleted', async () => {
    const { emailAddress, user } = await makeUser()
    const { status, setCookies } = await signInDuring(emailAddress, (tx) =>
      tx.deleteFrom('users').where('id', '=', user.id).execute(),
    )
    expect(status).toBe(404)
    expect(setCookies.filter((text) => text.startsWith('__client=') || text.startsWith('__client_'))).toEqual(
      [],
    )
  })

  it('comes in once for each of many browsers at once', async () => {
    const { emailAddress, user } = await makeUser()
    const answers = await together(6, () => createTestBrowser(app).post(path, form(emailAddress)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200))
    expect(await sessionsOf(user.id)).toHaveLength(6)
    expect((await app.services.users.get(app.scope, user.id)).version).toBe(user.version + 6)
  })

  it('comes in on a browser that somebody else uses, too', async () => {
    await app.services.settings.patch(app.scope, { sessions: { single_session_mode: false } })
    const { emailAddress, user } = await makeUser()
    const browser = createTestBrowser(app)
    await browser.signIn(await createUser(app))
    const { status, body } = await signInDuring(
      emailAddress,
      (tx) => app.services.users.changeUserIn(tx, app.scope, user.id, () => ({ firstName: 'Grace' })),
      browser,
    )
    expect(status).toBe(200)
    expect(body.client.sessions.map(({ user: { id } }: { user: { id: string } }) => id)).toContain(user.id)
    expect(body.client.sessions).toHaveLength(2)
  })
})

describe('a sign-in of which one part cannot be written', () => {
  // Everything is sent at once with the commit: an answer that did not wait for all of it would sign in somebody who is not.
  it.each(['users', 'clients', 'sessions', 'sign_ins', 'verifications', 'events'])(
    'is none, when it is the row of %s',
    async (table) => {
      const emailAddress = newEmail()
      const user = await createUser(app, { emailAddress, password: { password: testPassword } })
      await sql`create function refuse() returns trigger language plpgsql as $$ begin
        raise exception 'not this one'; end $$`.execute(app.db)
      await sql`create trigger refuse before insert or update on ${sql.table(table)}
        for each row execute function refuse()`.execute(app.db)
      const browser = createTestBrowser(app)
      const { status, setCookies } = await browser.post(path, {
        identifier: emailAddress,
        password: testPassword,
      })
      await sql`drop function refuse cascade`.execute(app.db)
      expect(status).toBe(500)
      expect(setCookies.join()).not.toMatch(/__client(_\w+)?=ct_/)
      expect((await browser.get('/v1/client')).body.response).toBeNull()
      expect(await sessionsOf(user.id)).toEqual([])
      expect(await app.services.users.get(app.scope, user.id)).toEqual(user)
    },
  )
})

describe('the answer to a sign-in of a new browser', () => {
  it('shows without asking what is there when asked', async () => {
    const emailAddress = newEmail()
    await createUser(app, {
      emailAddress,
      password: { password: testPassword },
      profile: { firstName: 'Ada', username: 'ada_b', publicMetadata: { plan: 'pro' } },
    })
    const browser = createTestBrowser(app)
    const { body } = await browser.post(path, { identifier: emailAddress, password: testPassword })
    const { body: asked } = await browser.get('/v1/client')
    const withoutTokens = (client: { sessions: { last_active_token: unknown }[] }) => ({
      ...client,
      sessions: client.sessions.map(({ last_active_token: _token, ...session }) => session),
    })
    expect(withoutTokens(body.client)).toEqual(withoutTokens(asked.response))
  })
})
