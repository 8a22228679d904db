import type { SessionId } from '@keywright/contract'
import { clientCookieName } from '../domains/clients/index.ts'
import type { Instance, Scope } from '../domains/instances/index.ts'
import type { CreateSessionInput, Session } from '../domains/sessions/index.ts'
import type { User } from '../domains/users/index.ts'
import type { TestApp } from './test-app.ts'

export interface BrowserRequest {
  /** By name; as pairs, where a name stands there several times. */
  form?: Record<string, string> | [name: string, value: string][]
  headers?: Record<string, string>
  /** Cookies beside those of the jar, or over them. */
  cookies?: Record<string, string>
}

export interface BrowserAnswer {
  status: number
  headers: Headers
  setCookies: string[]
  /** As parsed: tests look into answers of every form. */
  body: ReturnType<typeof JSON.parse>
}

export interface TestBrowserOptions {
  /** The page that calls; empty: a navigation, or no browser at all. */
  origin?: string
  instance?: Instance
  /** Where the Frontend API is reached, if not where the default instance is. */
  base?: string
  /** Who answers its requests, if not the app with its recorder. */
  fetch?: (path: string, init: RequestInit) => Response | Promise<Response>
}

export type TestBrowser = ReturnType<typeof createTestBrowser>

/** A page in a browser: it keeps cookies by name, sends its origin, and speaks forms. */
export function createTestBrowser(
  app: TestApp,
  {
    origin = 'http://localhost:3000',
    instance = app.instance,
    base,
    fetch = app.fetch,
  }: TestBrowserOptions = {},
) {
  const jar = new Map<string, string>()
  const prefix = instance.isDefault ? '' : `/i/${instance.slug}`
  const url = base ?? `${app.publicUrl}${prefix}`
  const clientCookie = clientCookieName(instance, url)
  const scope: Scope = { instance, request: { ip: '127.0.0.1', userAgent: 'test browser' } }

  function keep(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      if (attributes.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, pair.slice(name.length + 1))
    }
  }

  async function send(method: string, path: string, request: BrowserRequest = {}): Promise<BrowserAnswer> {
    const sent = { ...Object.fromEntries(jar), ...request.cookies }
    const cookieLine = Object.entries(sent)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
    const body = request.form && new URLSearchParams(request.form).toString()
    const init = {
      method,
      headers: {
        ...(origin === '' ? {} : { origin }),
        ...(cookieLine === '' ? {} : { cookie: cookieLine }),
        ...(body === undefined
          ? {}
          : {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': String(Buffer.byteLength(body)),
            }),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body }),
    }
    const response = base ? await app.fetchSecurely(url + path, init) : await fetch(`${prefix}${path}`, init)
    const setCookies = response.headers.getSetCookie()
    keep(setCookies)
    return { status: response.status, headers: response.headers, setCookies, body: await readJson(response) }
  }

  return {
    jar,
    scope,
    clientCookie,
    origin,
    get: (path: string, request?: BrowserRequest) => send('GET', path, request),
    post: (path: string, form: BrowserRequest['form'] = {}, request: BrowserRequest = {}) =>
      send('POST', path, { ...request, form }),
    /** A write as clerk-js sends it: tunnelled through POST. */
    tunnel: (method: 'PUT' | 'PATCH' | 'DELETE', path: string, form: Record<string, string> = {}) =>
      send('POST', `${path}${path.includes('?') ? '&' : '?'}_method=${method}`, { form }),
    send,

    /** Signs a user in on this browser without any flow: what a completed sign-in does at its end. */
    async signIn(user: User, input: Partial<CreateSessionInput> = {}): Promise<Session> {
      const token = jar.get(clientCookie)
      const known = token ? await app.services.clients.findByToken(scope, [token]) : undefined
      const { client } = known ?? (await app.services.clients.create(scope))
      const session = await app.db.transaction().execute((tx) =>
        app.services.sessions.createIn(tx, scope, {
          clientId: client.id,
          userId: user.id,
          firstFactorVerifiedAt: app.clock.now(),
          ...input,
        }),
      )
      const issued = await app.services.clients.rotate(scope, client.id)
      jar.set(clientCookie, issued.token)
      return session
    },
  }
}

/** A browser in which a user is signed in. */
export async function browserOf(app: TestApp, user: User): Promise<TestBrowser> {
  const browser = createTestBrowser(app)
  await browser.signIn(user)
  return browser
}

/** A path with the session it speaks for, as clerk-js writes it. */
export function forSession(path: string, sessionId: SessionId): string {
  return `${path}${path.includes('?') ? '&' : '?'}_clerk_session_id=${sessionId}`
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
