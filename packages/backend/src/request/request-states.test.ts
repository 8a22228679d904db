/**
 * The state table, on this package and on the pinned `@clerk/backend`: a row says what is to become of a request, and where the
 * two differ, what the other does and why we do not.
 */
import { createClerkClient } from '@clerk/backend'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBackendClient } from '../backend-client.ts'
import { type FakeServer, startFakeServer } from '../testing/fake-server.ts'
import type { TableRow } from '../testing/state-table.ts'
import { attacks } from '../testing/states/attacks.ts'
import { claimStates } from '../testing/states/claim-states.ts'
import { cookieStates, mixtures } from '../testing/states/cookie-states.ts'
import { developmentStates, satelliteStates } from '../testing/states/domain-states.ts'
import { handshakes, payloads, refreshes, refreshStates } from '../testing/states/handshakes.ts'
import { headerStates, tokenTypes } from '../testing/states/token-states.ts'
import { publishableKey } from '../testing/tokens.ts'
import type { AuthenticateRequestOptions } from './options.ts'

let server: FakeServer
beforeAll(async () => {
  server = await startFakeServer()
  for (const [nonce, directives] of Object.entries(payloads)) server.payloads.set(nonce, directives)
  for (const [token, answer] of Object.entries(refreshes)) server.refreshes.set(token, answer)
})
afterAll(() => server.stop())

interface AnyState {
  status: string
  reason: unknown
  tokenType: unknown
  headers: Headers
  toAuth(): object | null
}

function keysOf({ kind }: TableRow) {
  return { secretKey: `sk_${kind}_a`, publishableKey: publishableKey(kind), apiUrl: server.url }
}

async function ours(row: TableRow): Promise<AnyState> {
  const client = createBackendClient({ ...keysOf(row), environment: {}, warn: () => {} })
  return await client.authenticateRequest(row.request, row.options)
}

async function official(row: TableRow): Promise<AnyState> {
  const client = createClerkClient({ ...keysOf(row), telemetry: { disabled: true } })
  // The types differ in small things: ours take `undefined`, and read-only lists.
  const authenticate = client.authenticateRequest as unknown as (
    request: Request,
    options: AuthenticateRequestOptions,
  ) => Promise<AnyState>
  return await authenticate(row.request, row.options)
}

const reportedHeaders = [
  'location',
  'access-control-allow-origin',
  'x-clerk-auth-status',
  'x-clerk-auth-reason',
]

/** What a caller can tell the two apart by, but the words of the messages. */
function visible(state: AnyState) {
  const auth: Record<string, unknown> = { ...state.toAuth() }
  for (const [name, value] of Object.entries(auth)) if (typeof value === 'function') delete auth[name]
  return {
    status: state.status,
    reason: state.reason,
    tokenType: state.tokenType,
    headers: reportedHeaders.map((name) => [name, state.headers.get(name)]),
    cookies: state.headers.getSetCookie(),
    auth,
  }
}

const tables: [string, TableRow[]][] = [
  ['cookies', cookieStates],
  ['claims', claimStates],
  ['development', developmentStates],
  ['satellites', satelliteStates],
  ['suffixed and plain cookies', mixtures],
  ['the header', headerStates],
  ['kinds of token', tokenTypes],
  ['attacks', attacks],
  ['handshakes', handshakes],
  ['refreshes', refreshStates],
]

describe.each(tables)('%s', (_name, rows) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_title, row) => {
    const { status, reason, headers } = await ours(row)
    expect({ status, reason }).toEqual(row.expected)
    for (const [, value] of headers) expect(value).not.toMatch(/[\r\n]/)
    // The attack: a shared cache gives one visitor's session to the next (RFC 9111 §7.3: a cookie keeps no cache from it).
    if (headers.getSetCookie().length > 0 || headers.has('location'))
      expect(headers.get('cache-control')).toBe('no-store')
  })
})

describe.each(tables)('%s, beside the official SDK:', (_name, rows) => {
  const same = rows.filter((row) => row.official === undefined)
  it.each(same.map((row) => [row.name, row] as const))('%s', async (_title, row) => {
    expect(visible(await ours(row))).toEqual(visible(await official(row)))
  })

  const other = rows.filter((row) => row.official !== undefined)
  it.each(other.map((row) => [row.name, row] as const))('differs: %s', async (_title, row) => {
    const state = await official(row).catch(() => 'throws' as const)
    if (row.official?.does === 'throws') expect(state).toBe('throws')
    else expect(state).toMatchObject(row.official?.does ?? {})
    expect(row.official?.why).not.toBe('')
  })
})
