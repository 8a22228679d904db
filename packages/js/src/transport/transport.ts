/** Calls of the Frontend API: sent, repeated where that is safe, and read. It knows no resource but the client that comes along. */
import {
  createRetryBudget,
  isKeywrightApiError,
  type KeywrightApiError,
  networkError,
  readApiError,
  retryWait,
  usualRetries,
} from '@keywright/client'
import type { ClientLedger, Ticket } from '../client/client-ledger.ts'
import type { ClientState } from '../flows/flow-api.ts'
import { type Platform, pause } from '../platform/platform.ts'
import { type Call, type CallContext, type WrittenCall, writeCall } from './write-call.ts'

export interface TransportDeps {
  platform: Pick<Platform, 'fetch' | 'random' | 'schedule'>
  ledger: ClientLedger
  /** Something is sent that may change who is signed in. */
  onPost(): unknown
  /** Something has been done; what was read before may be out of date. */
  onWritten(path: string): void
  /** Comes before a client is applied. */
  prepare(client: ClientState | null): Promise<unknown>
  context(): CallContext
  /** Answers that are here already, by path. */
  seed: Readonly<Record<string, unknown>> | undefined
  /** The server no longer knows the caller: time to ask who is still signed in. */
  onUnauthenticated(): void
}

export interface Transport {
  /** Sends a call and gives its resource. The client that came along has been applied before it resolves. */
  send<Resource>(call: Call): Promise<Resource>
}

/** After so long nobody waits for an answer any longer. */
const timeoutMilliseconds = { GET: 10_000, other: 30_000 }

interface Answer {
  body: unknown
  ticket: Ticket
}

export function createTransport(deps: TransportDeps): Transport {
  const budget = createRetryBudget(usualRetries)
  const seed = { ...deps.seed }
  /** Of two equal calls at the same time one is sent: a double click is one click. */
  const underWay = new Map<string, Promise<unknown>>()

  async function sendOnce(call: Call, { url, init }: WrittenCall): Promise<Answer> {
    const ticket = deps.ledger.begin(call.method === 'GET')
    const { [call.path]: seeded } = seed
    delete seed[call.path]
    const timeout = timeoutMilliseconds[call.method === 'GET' ? 'GET' : 'other']
    return { body: seeded ?? (await fetchJson(deps, url, init, timeout)), ticket }
  }

  async function sendPersistently(call: Call, written: WrittenCall): Promise<Answer> {
    budget.earn()
    for (let tries = 1; ; tries += 1) {
      try {
        return await sendOnce(call, written)
      } catch (error) {
        const wait = waitAfter(error, call.method.toLowerCase(), tries)
        if (wait === undefined || !budget.spend()) throw error
        await pause(deps.platform, wait)
      }
    }
  }

  function waitAfter(error: unknown, method: string, tries: number): number | undefined {
    if (!isKeywrightApiError(error)) return undefined
    const { status, retryAfterSeconds } = error
    return retryWait({ method, status, retryAfterSeconds, tries }, usualRetries, deps.platform.random)
  }

  async function perform(call: Call, written: WrittenCall): Promise<unknown> {
    if (call.method === 'POST') deps.onPost()
    try {
      const { body, ticket } = await sendPersistently(call, written)
      const answer = await readAnswer(call, body, ticket)
      if (call.method !== 'GET') deps.onWritten(call.path)
      return answer
    } catch (error) {
      if (isLostCaller(error) && call.path !== '/v1/client') deps.onUnauthenticated()
      throw error
    }
  }

  async function readAnswer(call: Call, body: unknown, ticket: Ticket): Promise<unknown> {
    if (!isEnvelope(body)) return body
    const isReadingClient = call.path === '/v1/client' && call.method !== 'DELETE'
    const client = (isReadingClient ? body.response : body.client) as ClientState | null | undefined
    // A read that tells of no client was only not asked for one.
    if (client !== undefined && (client !== null || isReadingClient || call.method !== 'GET')) {
      await deps.prepare(client)
      await deps.ledger.settle(ticket, client)
    }
    return body.response
  }

  return {
    send<Resource>(call: Call): Promise<Resource> {
      const written = writeCall(call, deps.context())
      const { body } = written.init
      const key = body instanceof FormData ? undefined : `${call.method} ${written.url} ${body ?? ''}`
      const same = key === undefined ? undefined : underWay.get(key)
      const answer = same ?? perform(call, written)
      if (key !== undefined && !same) {
        underWay.set(key, answer)
        const forget = () => underWay.delete(key)
        answer.then(forget, forget)
      }
      return answer as Promise<Resource>
    },
  }
}

/** The caller's session is gone; other 401s, such as a ticket that fits nobody, have codes of their own. */
function isLostCaller(error: unknown): error is KeywrightApiError {
  return (
    isKeywrightApiError(error) &&
    (error.code === 'authentication_invalid' || error.code === 'signed_out' || error.code === 'user_banned')
  )
}

/** The server may answer next time: nothing was said about the session. */
export function isTransient(error: unknown): boolean {
  return isKeywrightApiError(error) && (error.status === 0 || error.status === 429 || error.status >= 500)
}

async function fetchJson(
  { platform }: Pick<TransportDeps, 'platform'>,
  url: string,
  init: RequestInit,
  timeout: number,
): Promise<unknown> {
  const stop = new AbortController()
  const stopWaiting = platform.schedule(timeout, () => stop.abort())
  try {
    const response = await platform.fetch(url, { ...init, signal: stop.signal })
    if (!response.ok) throw await readApiError(response)
    return response.status === 204 ? null : await response.json()
  } catch (error) {
    throw isKeywrightApiError(error) ? error : networkError(error)
  } finally {
    stopWaiting()
  }
}

interface Envelope {
  response: unknown
  client?: unknown
}

function isEnvelope(body: unknown): body is Envelope {
  return typeof body === 'object' && body !== null && 'response' in body
}
