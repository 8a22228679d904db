import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createSmtpTransport, type Mail, MailError } from '../../platform/mail/mail-transport.ts'
import { newEmail, withSettings } from '../../testing/factories/users.factory.ts'
import { startFakeMailServer } from '../../testing/fake-mail-server.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { createMessageDelivery } from './messages.jobs.ts'
import { createMessagesService } from './messages.service.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
afterEach(async () => {
  await app.db.deleteFrom('outgoing_messages').execute()
})

const inTransaction = <Result>(work: (tx: TestApp['db']) => Promise<Result>) =>
  app.db.transaction().execute(work)
const codeMail = (to: string) =>
  ({ template: 'verification_code', to, variables: { code: '987654', minutes: 10 } }) as const

/** Services as a process with a mail server has them. */
function withTransport(send: (mail: Mail) => Promise<void>) {
  const deps = { ...app.deps, defaultFrom: 'Keywright <no-reply@localhost>', transport: { send } }
  const messages = createMessagesService(deps)
  return { messages, delivery: createMessageDelivery({ ...deps, messages }) }
}

const statuses = async () =>
  (await app.db.selectFrom('outgoing_messages').select('status').execute()).map(({ status }) => status)

describe('sendIn', () => {
  it('keeps the mail for the inbox where there is no mail server', async () => {
    const { messages } = app.services
    const to = newEmail()
    await inTransaction((tx) => messages.sendIn(tx, app.scope, codeMail(to)))
    const [mail] = await messages.listInbox(app.instance.id, { to })
    expect(mail).toMatchObject({ to, template: 'verification_code', status: 'inbox' })
    expect(mail?.text).toContain('987654')
    const other = await app.otherInstance('messages-other')
    expect(await messages.listInbox(other.instance.id, { to })).toEqual([])
  })

  it('sends nothing when the transaction is undone', async () => {
    const { messages } = app.services
    const to = newEmail()
    const undone = inTransaction(async (tx) => {
      await messages.sendIn(tx, app.scope, codeMail(to))
      throw new RangeError('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await messages.listInbox(app.instance.id, { to })).toEqual([])
  })

  it('sends nothing to test addresses, even with a mail server', async () => {
    const sent: Mail[] = []
    const { messages, delivery } = withTransport(async (mail) => void sent.push(mail))
    await inTransaction((tx) => messages.sendIn(tx, app.scope, codeMail('jane+clerk_test@example.com')))
    await delivery.deliverAllDue()
    expect(sent).toEqual([])
    expect(await statuses()).toEqual(['suppressed'])
  })

  it('seals what a mail says', async () => {
    await inTransaction((tx) => app.services.messages.sendIn(tx, app.scope, codeMail(newEmail())))
    const row = await app.db.selectFrom('outgoing_messages').selectAll().executeTakeFirstOrThrow()
    expect(Buffer.concat([row.sealed_content ?? Buffer.alloc(0)]).toString('latin1')).not.toContain('987654')
    expect(JSON.stringify(row)).not.toContain('987654')
  })

  it('calls back when there may be a new mail', async () => {
    const { messages } = app.services
    const called = new Promise<string>((resolve) => {
      const stop = messages.onMessage((instanceId) => {
        stop()
        resolve(instanceId)
      })
    })
    await inTransaction((tx) => messages.sendIn(tx, app.scope, codeMail(newEmail())))
    expect(await called).toBe(app.instance.id)
  })
})

describe('delivery', () => {
  it('hands mails to a real mail server, with the instance’s sender, and forgets what they said', async () => {
    const server = await startFakeMailServer()
    try {
      const { messages, delivery } = withTransport(createSmtpTransport(server.url).send)
      const to = newEmail()
      const scope = withSettings(app.scope, {
        emails: { from_address: 'hello@acme.example', from_name: 'Acme "Inc"' },
      })
      await inTransaction((tx) => messages.sendIn(tx, scope, codeMail(to)))
      await delivery.deliverAllDue()
      expect(server.received).toHaveLength(1)
      expect(server.received[0]).toMatchObject({ from: 'hello@acme.example', to: [to] })
      expect(server.received[0]?.data).toContain('987654')
      const row = await app.db.selectFrom('outgoing_messages').selectAll().executeTakeFirstOrThrow()
      expect(row).toMatchObject({ status: 'delivered', attempts: 1, sealed_content: null })
    } finally {
      await server.close()
    }
  })

  it('sends each mail once, however many processes look for mails at once', async () => {
    const sent: Mail[] = []
    const processes = Array.from({ length: 8 }, () => withTransport(async (mail) => void sent.push(mail)))
    const { messages } = withTransport(async () => {})
    for (let round = 0; round < 5; round += 1) {
      await inTransaction(async (tx) => {
        for (let count = 0; count < 8; count += 1) await messages.sendIn(tx, app.scope, codeMail(newEmail()))
      })
      await Promise.all(processes.map(({ delivery }) => delivery.deliverDue()))
    }
    expect(sent).toHaveLength(40)
    expect(new Set(sent.map(({ to }) => to)).size).toBe(40)
  })

  it('tries again, ever later, and gives up', async () => {
    let tries = 0
    const { messages, delivery } = withTransport(async () => {
      tries += 1
      throw new MailError('ECONNECTION', false)
    })
    await inTransaction((tx) => messages.sendIn(tx, app.scope, codeMail(newEmail())))
    await delivery.deliverAllDue()
    await delivery.deliverAllDue()
    expect([tries, ...(await statuses())]).toEqual([1, 'queued'])
    for (const seconds of [5, 30, 120, 600]) {
      app.clock.advance(seconds * 1000)
      await delivery.deliverAllDue()
    }
    expect([tries, ...(await statuses())]).toEqual([5, 'failed'])
  })

  it('gives up at once when the server will never take it, and keeps only the reply code', async () => {
    const server = await startFakeMailServer({ refuseWith: '550 no such user, and your code is 987654' })
    try {
      const { messages, delivery } = withTransport(createSmtpTransport(server.url).send)
      await inTransaction((tx) => messages.sendIn(tx, app.scope, codeMail(newEmail())))
      await delivery.deliverAllDue()
      const row = await app.db.selectFrom('outgoing_messages').selectAll().executeTakeFirstOrThrow()
      expect(row).toMatchObject({ status: 'failed', failure: 'EENVELOPE 550', sealed_content: null })
    } finally {
      await server.close()
    }
  })

  // Attack: whoever reads the logs signs in as anybody.
  it('logs no code, no link and no recipient', async () => {
    const lines: string[] = []
    const note = (fields: object, message: string) => void lines.push(JSON.stringify([fields, message]))
    const log = { debug: note, info: note, warn: note, error: note }
    const transport = { send: async () => Promise.reject(new RangeError('987654 refused')) }
    const deps = { ...app.deps, log, defaultFrom: 'x@localhost', transport }
    const messages = createMessagesService(deps)
    const to = newEmail()
    await inTransaction((tx) => messages.sendIn(tx, app.scope, codeMail(to)))
    await createMessageDelivery({ ...deps, messages }).deliverAllDue()
    expect(lines).toHaveLength(1)
    expect(lines.join()).not.toContain('987654')
    expect(lines.join()).not.toContain(to)
  })
})
