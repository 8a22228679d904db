/** A real client over a server that is a few lines long, and components that write down what is asked of them. */
import {
  createKeywright,
  type Keywright,
  type KeywrightOptions,
  type Platform,
  type UiModule,
} from '@keywright/js'

export interface FakeKeywright {
  keywright: Keywright
  /** Paths that were called. */
  called: string[]
  /** What was sent along, in the same order. */
  forms: Record<string, string>[]
  /** Pages that were left for. */
  left: string[]
  ui: FakeUi
  /** Answers a path from now on; a function is told what the call asks for. */
  answer(path: string, status: number, body: object | ((query: URLSearchParams) => object)): void
}

export interface FakeUi {
  log: string[]
  module: UiModule
}

export interface FakeOptions extends Partial<KeywrightOptions> {
  /** Status of the one session; absent: nobody is signed in. */
  session?: 'active' | 'pending'
  /** In which organizations the user is, as the server writes it. */
  memberships?: readonly object[]
  /** What the session is still asked for. */
  tasks?: readonly { key: string }[]
}

export const publishableKey = `pk_test_${btoa('clerk.shop.localhost:3943$')}`

const encode = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')

export const claims = {
  ...{ sub: 'user_1', sid: 'sess_1', iat: 1_800_000_000, exp: 1_800_000_060, sts: 'active' as const },
  o: { id: 'org_1', slg: 'acme', rol: 'admin' },
}

/** What the user is in the organization of the claims, as the server writes it. */
export const membership = {
  ...{ object: 'organization_membership', id: 'orgmem_1', role: 'org:admin', roles: ['org:admin'] },
  permissions: ['org:sys_memberships:manage'],
  public_user_data: { user_id: 'user_1', first_name: 'Ada', identifier: 'ada@example.com' },
  organization: { object: 'organization', id: 'org_1', slug: 'acme', name: 'Acme', members_count: 3 },
}

function clientOf(
  status: FakeOptions['session'],
  tasks: FakeOptions['tasks'] = [],
  memberships: FakeOptions['memberships'] = [],
) {
  const jwt = `${encode({ alg: 'RS256' })}.${encode({ ...claims, sts: status })}.x`
  const session = {
    ...{ id: 'sess_1', status, tasks, last_active_token: { object: 'token', jwt } },
    last_active_organization_id: claims.o.id,
    user: {
      id: 'user_1',
      first_name: 'Ada',
      last_name: null,
      web3_wallets: [],
      organization_memberships: memberships,
      email_addresses: [],
      primary_email_address_id: null,
    },
  }
  const sessions = status === undefined ? [] : [session]
  return {
    id: 'client_1',
    sessions,
    sign_in: null,
    sign_up: null,
    last_active_session_id: 'sess_1',
    updated_at: 1,
  }
}

/** The client of somebody who has signed in. */
export const signedInClient = () => clientOf('active')

function createFakeUi(): FakeUi {
  const log: string[] = []
  const module: UiModule = {
    mount(kind, node, props) {
      log.push(`mount ${kind} ${JSON.stringify(props)} ${node.innerHTML}`)
      return {
        update: (next) => void log.push(`update ${kind} ${JSON.stringify(next)}`),
        unmount: () => void log.push(`unmount ${kind}`),
      }
    },
    open(kind, props) {
      log.push(`open ${kind} ${JSON.stringify(props)}`)
      return { close: () => void log.push(`close ${kind}`) }
    },
  }
  return { log, module }
}

export function createFakeKeywright({
  session,
  tasks,
  memberships,
  ...options
}: FakeOptions = {}): FakeKeywright {
  const ui = createFakeUi()
  const called: string[] = []
  const forms: Record<string, string>[] = []
  const left: string[] = []
  const answers = new Map<string, (query: URLSearchParams) => Response>([
    ['/v1/client', () => Response.json({ response: clientOf(session, tasks, memberships), client: null })],
    ['/v1/environment', () => Response.json({ display_config: {} })],
    ['/v1/client/sessions', () => Response.json({ response: null, client: clientOf(undefined) })],
  ])
  const platform: Platform = {
    async fetch(url, { body }) {
      const { pathname, searchParams } = new URL(url)
      called.push(pathname)
      forms.push(Object.fromEntries(new URLSearchParams(body instanceof URLSearchParams ? body : '')))
      return (
        answers.get(pathname)?.(searchParams) ??
        Response.json({ errors: [{ code: 'resource_not_found', message: 'x' }] }, { status: 404 })
      )
    },
    now: () => 1_800_000_000_000,
    ticks: () => 0,
    sha1: async () => new Uint8Array(20),
    random: () => 0.5,
    schedule: () => () => undefined,
    page: {
      url: () => 'http://localhost:3000/page',
      isVisible: () => true,
      isOnline: () => true,
      leaveFor: (url) => void left.push(url),
      onWake: () => () => undefined,
    },
    cookies: { read: () => '', write: () => undefined },
    openChannel: () => ({ post: () => undefined, close: () => undefined }),
    lock: (_name, run) => run(false),
  }
  const keywright = createKeywright(
    { publishableKey, ui: async () => ui.module, signInUrl: '/sign-in', ...options },
    platform,
  )
  return {
    keywright,
    called,
    forms,
    left,
    ui,
    answer: (path, status, body) =>
      void answers.set(path, (query) =>
        Response.json(typeof body === 'function' ? body(query) : body, { status }),
      ),
  }
}
