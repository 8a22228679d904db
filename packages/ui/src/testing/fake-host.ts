import type { ClientState, FlowApi, FlowCall } from '@keywright/js/flows'
import type { UiHost } from '../ui-host.ts'
import { makeEnvironment } from './environment.ts'
import { makeClient, makeSession } from './people.ts'

/** A host that writes down what is asked of it, and whose client changes when a test says so. */
export interface FakeHost extends UiHost {
  /** Everything that was asked, one line each. */
  log: string[]
  change(client: ClientState | null, sessionId?: string | null): void
  /** Answers the calls to the server; absent: each is refused. */
  answer: ((call: FlowCall) => unknown) | undefined
}

export function createFakeHost(given: Partial<UiHost> = {}): FakeHost {
  const listeners = new Set<() => void>()
  let client: ClientState | null = makeClient(makeSession('sess_1'))
  let sessionId: string | null = 'sess_1'
  const log: string[] = []
  const api: FlowApi = {
    async send<Resource>(call: FlowCall) {
      const query = call.query ? `?${new URLSearchParams(call.query as Record<string, string>)}` : ''
      log.push(`${call.method} ${call.path}${query} ${call.form ? JSON.stringify(call.form) : ''}`.trim())
      if (!host.answer) throw new TypeError('nobody answers')
      return (await host.answer(call)) as Resource
    },
  }
  const host: FakeHost = {
    ...{ log, answer: undefined, environment: makeEnvironment({ isSingleSession: false }), api },
    get client() {
      return client
    },
    get sessionId() {
      return sessionId
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change(next, active = sessionId) {
      client = next
      sessionId = active
      for (const listener of [...listeners]) listener()
    },
    async setActive({ session = sessionId ?? '', organization, redirectUrl }) {
      const where = organization === undefined ? '' : ` in ${organization}`
      log.push(`setActive ${session}${where} ${redirectUrl ?? ''}`.trim())
      host.change(
        organization === undefined ? client : inOrganization(client, session, organization),
        session,
      )
    },
    async signOut(options) {
      log.push(`signOut ${options?.sessionId ?? 'all'}`)
      const rest = options?.sessionId
        ? (client?.sessions ?? []).filter(({ id }) => id !== options.sessionId)
        : []
      host.change(makeClient(...rest), null)
    },
    navigate: (url) => void log.push(`navigate ${url}`),
    frontendUrl: 'https://clerk.example.com',
    ...{ signInUrl: '/sign-in', signUpUrl: '/sign-up', userProfileUrl: '/user', afterSignOutUrl: '/bye' },
  }
  return Object.defineProperties(host, Object.getOwnPropertyDescriptors(given))
}

/** The same client, with an organization active in one of its sessions. */
function inOrganization(client: ClientState | null, session: string, organization: string | null) {
  const sessions = (client?.sessions ?? []).map((one) =>
    one.id === session ? { ...one, last_active_organization_id: organization } : one,
  )
  return makeClient(...sessions)
}

/** What a server refuses, as the transport throws it. */
export function refuse(code: string, param?: string, more: object = {}): never {
  const fault = { code, message: code, meta: { ...more, ...(param !== undefined && { param_name: param }) } }
  throw Object.assign(new Error(code), {
    [Symbol.for('keywright.api_error')]: true,
    ...{ code, status: 422, errors: [fault] },
  })
}
