import {
  type RevocationEntry,
  type RevocationEvent,
  type RevocationPage,
  type RevocationSource,
  RevocationSourceError,
} from './revocation-source.ts'
import { readServerSentEvents, type ServerSentEvent } from './server-sent-events.ts'

export interface HttpRevocationSourceOptions {
  /** Where the Backend API is, without a trailing slash. */
  apiUrl: string
  secretKey: string
  fetch: typeof fetch
}

/** The feed over HTTP. What it says is checked: a proxy between may answer anything. */
export function createHttpRevocationSource(options: HttpRevocationSourceOptions): RevocationSource {
  return {
    async poll(cursor, signal) {
      const url = new URL(`${options.apiUrl}/v1/revocations`)
      if (cursor !== undefined) url.searchParams.set('cursor', cursor)
      const response = await ask(options, url, { accept: 'application/json' }, signal)
      return readPage(await response.json())
    },
    async *stream(cursor, signal) {
      const headers = {
        accept: 'text/event-stream',
        ...(cursor === undefined ? {} : { 'last-event-id': cursor }),
      }
      const response = await ask(options, new URL(`${options.apiUrl}/v1/revocations`), headers, signal)
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
      if (!isStream || !response.body) throw new RevocationSourceError(0)
      for await (const frame of readServerSentEvents(response.body)) {
        const event = readEvent(frame)
        if (event) yield event
      }
    },
  }
}

async function ask(
  { secretKey, fetch }: HttpRevocationSourceOptions,
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  const authorization = `Bearer ${secretKey}`
  const response = await fetch(url, { headers: { ...headers, authorization }, signal, cache: 'no-store' })
  if (response.ok) return response
  await response.body?.cancel().catch(() => {})
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new RevocationSourceError(response.status, Number.isFinite(retryAfter) ? retryAfter : undefined)
}

type Fields = Record<string, unknown>

function readPage(body: unknown): RevocationPage {
  const { object, reset, cursor, covers_seconds: coversSeconds, entries } = fieldsOf(body)
  if (object !== 'revocation_page' || typeof cursor !== 'string') throw new RevocationSourceError(0)
  return {
    reset: reset === true,
    entries: readEntries(entries),
    cursor,
    coversSeconds: readCount(coversSeconds),
  }
}

/** `undefined` for frames of a kind that is not known. */
function readEvent({ event, id: cursor, data }: ServerSentEvent): RevocationEvent | undefined {
  if (event !== 'revocations' && event !== 'ready' && event !== 'heartbeat') return undefined
  const fields = fieldsOf(JSON.parse(data))
  if (event === 'revocations') return { type: 'entries', entries: readEntries(fields.entries) }
  if (cursor === '') throw new RevocationSourceError(0)
  const coversSeconds = readCount(fields.covers_seconds)
  if (event === 'ready') return { type: 'ready', reset: fields.reset === true, cursor, coversSeconds }
  return { type: 'heartbeat', proofAgeMilliseconds: readCount(fields.proof_age_ms), cursor, coversSeconds }
}

function readEntries(entries: unknown): RevocationEntry[] {
  if (!Array.isArray(entries)) throw new RevocationSourceError(0)
  return entries.map((entry: unknown) => {
    const { kind, id, version } = fieldsOf(entry)
    if (typeof kind !== 'string' || typeof id !== 'string') throw new RevocationSourceError(0)
    return { kind, id, version: readCount(version) }
  })
}

function readCount(value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0)) throw new RevocationSourceError(0)
  return value
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}
