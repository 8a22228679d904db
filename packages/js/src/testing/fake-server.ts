/** The Frontend API as far as a client without a flow needs it, with the bad days that tests ask for. */
import type { ClientState } from '../flows/flow-api.ts'
import { fakeClient, fakeSession, fakeToken } from './fake-wire.ts'

export interface SentCall {
  method: string
  path: string
  query: URLSearchParams
  form: URLSearchParams
}

export interface FakeServer {
  fetch(url: string, init: RequestInit): Promise<Response>
  calls: SentCall[]
  /** Calls to a path, or below it. */
  callsTo(pattern: RegExp): SentCall[]
  /** Signs somebody in, as a flow would have. */
  signIn(sessionId: string): void
  /** Ends a session, unheard by any page. */
  end(sessionId: string): void
  client(): ClientState | null
  /** Answers calls in place of the server, as long as it returns something. */
  intercept(answer: ((call: SentCall) => Response | Promise<Response> | undefined) | undefined): void
}

export interface FakeServerOptions {
  /** Milliseconds by the server's clock. */
  now(): number
  lifetimeSeconds?: number
}

export function errorAnswer(status: number, code: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    { errors: [{ code, message: code, meta: { param_name: 'email_address' } }] },
    { status, headers },
  )
}

export function createFakeServer({ now, lifetimeSeconds = 60 }: FakeServerOptions): FakeServer {
  const calls: SentCall[] = []
  const open = new Map<string, true>()
  let lastActive: string | null = null
  let updatedAt = now()
  let hasClient = false
  let interceptor: Parameters<FakeServer['intercept']>[0]

  const mint = (sessionId: string) =>
    fakeToken({ sessionId, lifetimeSeconds, issuedAt: Math.floor(now() / 1000) })

  function change(): void {
    hasClient = true
    updatedAt = Math.max(updatedAt + 1, now())
  }

  function client(): ClientState | null {
    if (!hasClient) return null
    const sessions = [...open.keys()].map((id) => fakeSession(id, mint(id)))
    return fakeClient({ sessions, last_active_session_id: lastActive, updated_at: updatedAt })
  }

  function answerSession(id: string, step: string): Response {
    if (!open.has(id)) return errorAnswer(401, 'signed_out')
    if (step.startsWith('tokens')) return Response.json({ object: 'token', jwt: mint(id) })
    if (step === 'touch') lastActive = id
    if (step === 'remove' || step === 'end') {
      open.delete(id)
      change()
    }
    return Response.json({ response: fakeSession(id, null), client: client() })
  }

  function answer({ method, path }: SentCall): Response {
    const [, id, step] = /^\/v1\/client\/sessions\/(\w+)\/(.+)$/.exec(path) ?? []
    if (id !== undefined && step !== undefined) return answerSession(id, step)
    if (path === '/v1/environment') return Response.json({ display_config: {}, auth_config: {} })
    if (path === '/v1/client' && method === 'GET') return Response.json({ response: client(), client: null })
    if (path === '/v1/client/sessions' && method === 'DELETE') {
      open.clear()
      change()
      return Response.json({ response: client(), client: client() })
    }
    return errorAnswer(404, 'resource_not_found')
  }

  return {
    calls,
    callsTo: (pattern) => calls.filter(({ path }) => pattern.test(path)),
    client,
    signIn(sessionId) {
      open.set(sessionId, true)
      lastActive = sessionId
      change()
    },
    end(sessionId) {
      open.delete(sessionId)
      change()
    },
    intercept(next) {
      interceptor = next
    },
    async fetch(url, init) {
      const { pathname: path, searchParams: query } = new URL(url)
      const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams()
      const call = { method: query.get('_method') ?? init.method ?? 'GET', path, query, form }
      calls.push(call)
      await Promise.resolve()
      const intercepted = await interceptor?.(call)
      return intercepted ?? answer(call)
    },
  }
}
