import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const sendCode = (to: string, code = '123456') =>
  app.db.transaction().execute((tx) =>
    app.services.messages.sendIn(tx, app.scope, {
      template: 'verification_code',
      to,
      variables: { code, minutes: 10 },
    }),
  )

interface Mail {
  id: string
  to: string
  subject: string
  code: string | null
  links: string[]
}

const listMails = async (query = '') => {
  const response = await app.fetch(`/dev/inbox.json${query}`)
  return ((await response.json()) as { data: Mail[] }).data
}

const ask = (
  path: string,
  remoteAddress: string,
  headers: Record<string, string> = {},
  origin = app.publicUrl,
) => app.app.fetch(new Request(new URL(path, origin), { headers }), { remoteAddress, encrypted: false })

describe('the dev inbox', () => {
  it('lists mails with their codes, newest first, and by recipient', async () => {
    await sendCode('ada@example.com', '111111')
    await sendCode('grace@example.com', '222222')
    expect((await listMails()).map(({ code }) => code)).toEqual(['222222', '111111'])
    expect((await listMails('?to=ada@example.com')).map(({ to }) => to)).toEqual(['ada@example.com'])
  })

  it('names the links of a mail', async () => {
    const url = 'http://localhost:3900/v1/verify?token=abc'
    await app.db.transaction().execute((tx) =>
      app.services.messages.sendIn(tx, app.scope, {
        template: 'magic_link',
        to: 'link@example.com',
        variables: { url, minutes: 10 },
      }),
    )
    expect((await listMails('?to=link@example.com'))[0]?.links).toEqual([url])
  })

  // The attack: a mail whose text somebody else chose runs script on the page that shows every code.
  it('shows a mail without script, under a policy of its own', async () => {
    await sendCode('ada@example.com')
    const [mail] = await listMails()
    const response = await app.fetch(`/dev/inbox/${mail?.id}`)
    expect(response.status).toBe(200)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain('sandbox;')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
    const page = await (await app.fetch('/dev/inbox')).text()
    expect(page).toContain('<iframe sandbox=""')
  })

  it('tells an open page when there is a new mail', async () => {
    const response = await app.fetch('/dev/inbox/events')
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toContain('event: open')
    await sendCode('live@example.com')
    expect((await reader?.read())?.value).toContain('event: changed')
    await reader?.cancel()
  })

  it('ends open pages when the server stops', async () => {
    const own = await createTestApp()
    const response = await own.fetch('/dev/inbox/events')
    own.app.endStreams()
    expect(await response.text()).toContain('event: open')
    expect((await own.fetch('/dev/inbox/events')).status).toBe(503)
    await own.close()
  })

  it('shows each instance its own mails only', async () => {
    await app.otherInstance('inbox-other')
    const response = await app.fetch('/i/inbox-other/dev/inbox.json')
    expect(await response.json()).toEqual({ data: [] })
  })
})

describe('the dev inbox is absent', () => {
  const paths = ['/dev/inbox', '/dev/inbox.json', '/dev/inbox/events', '/']
  const isAbsent = (response: Response) => response.status === 404 || response.status === 302

  it('for an instance in production or staging, whoever asks', async () => {
    const applicationId = await app.services.instances.createApplication('Shop')
    for (const environmentType of ['production', 'staging'] as const) {
      const frontendHost = `clerk.${environmentType}.example.com`
      await app.services.instances.createInstance({
        applicationId,
        slug: environmentType,
        environmentType,
        frontendHost,
      })
      await app.services.directory.refresh()
      for (const path of paths) {
        expect(isAbsent(await ask(`/i/${environmentType}${path}`, '127.0.0.1'))).toBe(true)
        expect(isAbsent(await ask(path, '127.0.0.1', {}, `https://${frontendHost}`))).toBe(true)
      }
    }
  })

  it('for a caller on another machine', async () => {
    for (const path of paths) expect(isAbsent(await ask(path, '192.0.2.7'))).toBe(true)
  })

  // The attack: a stranger's name that leads to this machine (DNS rebinding), so that their page may read the answer.
  it('under a name that is not this machine’s', async () => {
    for (const path of paths)
      expect(isAbsent(await ask(path, '127.0.0.1', {}, 'http://rebound.example:3900'))).toBe(true)
  })

  it('for a caller behind a proxy on this machine', async () => {
    for (const name of [
      ...['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'via', 'x-real-ip'],
      ...['x-client-ip', 'cf-connecting-ip', 'true-client-ip', 'fly-client-ip', 'cdn-loop'],
    ])
      for (const path of paths)
        expect(isAbsent(await ask(path, '127.0.0.1', { [name]: '127.0.0.1' }))).toBe(true)
  })

  it('through an app’s proxy', async () => {
    const headers = { 'clerk-secret-key': app.secretKey, 'clerk-proxy-url': 'http://localhost:3000/__clerk' }
    for (const path of paths) expect((await ask(path, '127.0.0.1', headers)).status).toBe(404)
  })
})
