/** The Frontend API as far as a client without a flow needs it, with the bad days that tests ask for. */
import type { ClientState } from '../flows/flow-api.ts'
import type { MembershipWire } from '../resources/organization.ts'
import { fakeClient, fakeMembership, fakeSession, fakeToken } from './fake-wire.ts'

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
  /** Makes the user a member of the organization of this slug. */
  join(slug: string, change?: Partial<MembershipWire>): void
  leave(slug: string): void
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
  /** In which organization each was last. */
  const open = new Map<string, string | null>()
  const memberships = new Map<string, MembershipWire>()
  let lastActive: string | null = null
  let updatedAt = now()
  let hasClient = false
  let interceptor: Parameters<FakeServer['intercept']>[0]

  function mint(sessionId: string, organizationId: string | null = open.get(sessionId) ?? null): string {
    const { organization, role = '' } = (organizationId && memberships.get(organizationId)) || {}
    const o = organization && { id: organization.id, slg: organization.slug, rol: role.replace(/^org:/, '') }
    const claims = o ? { o } : {}
    return fakeToken({ sessionId, lifetimeSeconds, issuedAt: Math.floor(now() / 1000), claims })
  }

  function sessionOf(id: string, jwt: string | null) {
    const session = fakeSession(id, jwt, { last_active_organization_id: open.get(id) ?? null })
    return { ...session, user: { ...session.user, organization_memberships: [...memberships.values()] } }
  }

  function change(): void {
    hasClient = true
    updatedAt = Math.max(updatedAt + 1, now())
  }

  function client(): ClientState | null {
    if (!hasClient) return null
    const sessions = [...open.keys()].map((id) => sessionOf(id, mint(id)))
    return fakeClient({ sessions, last_active_session_id: lastActive, updated_at: updatedAt })
  }

  function answerSession(id: string, step: string, form: URLSearchParams): Response {
    if (!open.has(id)) return errorAnswer(401, 'signed_out')
    const wanted = form.get('organization_id') ?? undefined
    if (step.startsWith('tokens')) return Response.json({ object: 'token', jwt: mint(id, wanted) })
    if (step === 'touch') {
      lastActive = id
      const chosen = form.get('active_organization_id')
      if (chosen !== null) open.set(id, chosen || null)
    }
    if (step === 'remove' || step === 'end') {
      open.delete(id)
      change()
    }
    return Response.json({ response: sessionOf(id, null), client: client() })
  }

  function answer({ method, path, form }: SentCall): Response {
    const [, id, step] = /^\/v1\/client\/sessions\/(\w+)\/(.+)$/.exec(path) ?? []
    if (id !== undefined && step !== undefined) return answerSession(id, step, form)
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
      open.set(sessionId, null)
      lastActive = sessionId
      change()
    },
    join(slug, change) {
      memberships.set(`org_${slug}`, fakeMembership(slug, change))
    },
    leave(slug) {
      const id = `org_${slug}`
      memberships.delete(id)
      for (const [session, last] of open) if (last === id) open.set(session, null)
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
