import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
