/**
 * Writes down what the app in memory was asked and answered while tests run, and which stored rows each answer is made
 * from, for `tools/coverage-contract.ts` to hold against the reference. It judges nothing and changes nothing: the app
 * gets the request and the test gets the response as they are.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import pg from 'pg'

/** Which of the three APIs a request is meant for. */
export type Audience = 'frontend' | 'backend' | 'platform'

/** One statement that found or changed rows. `names` are the words in the places of table names. */
export interface StoredStatement {
  kind: 'read' | 'write'
  names: string[]
  rows: number
  /** Texts in the rows read or written, however deep in a document. */
  values: string[]
}

/** One request with its answer. `body` is there for JSON, `text` for any other finished text. */
export interface RecordedExchange {
  audience: Audience
  method: string
  path: string
  query: string
  status: number
  contentType: string
  location: string | null
  body?: unknown
  text?: string
  stored: StoredStatement[]
}

/** A line of a recording: an exchange, or a statement that ran outside of any request. */
export type RecordedLine = { exchange: RecordedExchange } | { statement: StoredStatement }

type Fetch = (request: Request) => Response | Promise<Response>

const currentRequest = new AsyncLocalStorage<StoredStatement[]>()
let recordDirectory: string | undefined
let isTracking = false

// From the first import on, because what the app keeps in memory from its start is stored data too.
if (process.env.KEYWRIGHT_RECORD_DIR) startRecording(process.env.KEYWRIGHT_RECORD_DIR)

/** Records to a directory from now on. The first call also begins to count rows. */
export function startRecording(directory: string): void {
  mkdirSync(directory, { recursive: true })
  if (!isTracking) trackStoredData()
  isTracking = true
  recordDirectory = directory
}

/** For a test file whose exchanges prove nothing: nothing more is recorded. */
export function stopRecording(): void {
  recordDirectory = undefined
}

/** Wraps an app's fetch so that every exchange is recorded; where nothing is recorded it is returned as it is. */
export function recordExchanges(fetch: Fetch): Fetch {
  if (recordDirectory === undefined) return fetch
  return async (request) => {
    const asked = await describeRequest(request)
    const stored: StoredStatement[] = []
    const response = await currentRequest.run(stored, async () => fetch(request))
    const answered = await currentRequest.run(stored, () => describeResponse(response))
    appendLine({ exchange: { ...asked, ...answered, stored } })
    return response
  }
}

/** The credential decides the audience, before any path; a proxied request never has more than the Frontend API. */
export function findAudience({ headers, url }: Pick<Request, 'headers' | 'url'>): Audience {
  if (headers.has('clerk-secret-key')) return 'frontend'
  const token = /^bearer\s+(\S+)/i.exec(headers.get('authorization') ?? '')?.[1] ?? ''
  if (/^(?:sk|test|live)_/.test(token)) return 'backend'
  if (!token.startsWith('ak_')) return 'frontend'
  const { pathname } = new URL(url)
  if (/^\/v1\/platform(?:\/|$)/.test(pathname)) return 'platform'
  return /^(?:\/v1)?\/m2m_tokens(?:\/|$)/.test(pathname) ? 'backend' : 'frontend'
}

const beginningMax = 65_536

type Asked = Pick<RecordedExchange, 'audience' | 'method' | 'path' | 'query'>

async function describeRequest(request: Request): Promise<Asked> {
  const { pathname, search, searchParams } = new URL(request.url)
  const method = await findMethod(request, searchParams)
  return { audience: findAudience(request), method, path: pathname, query: search }
}

/** Browsers that must avoid a preflight send the method as `_method`, in the query or in a form, and only with POST. */
async function findMethod(request: Request, query: URLSearchParams): Promise<string> {
  if (request.method !== 'POST') return request.method
  const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  const form = isForm && !query.has('_method') ? new URLSearchParams(await beginningOf(request)) : query
  return (form.get('_method') || 'POST').toUpperCase()
}

/** What a form that anybody means begins with; a hostile one may have no end. */
async function beginningOf(request: Request): Promise<string> {
  const reader = request.clone().body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (reader && text.length < beginningMax) {
    const { done, value } = await reader.read()
    if (done) return text
    text += decoder.decode(value, { stream: true })
  }
  // Not waited for: the request is read on by whoever it is for, and only then is it over.
  void reader?.cancel()
  return text
}

type Answered = Omit<RecordedExchange, keyof Asked | 'stored'>

async function describeResponse(response: Response): Promise<Answered> {
  const contentType = response.headers.get('content-type') ?? ''
  const described = { status: response.status, contentType, location: response.headers.get('location') }
  // A stream of events has no end to wait for.
  if (!response.body || contentType.startsWith('text/event-stream')) return described
  if (!/json|text|xml/.test(contentType)) return described
  const text = await response.clone().text()
  return contentType.includes('json') ? { ...described, ...parseBody(text) } : { ...described, text }
}

function parseBody(text: string): Pick<RecordedExchange, 'body' | 'text'> {
  try {
    return { body: JSON.parse(text) }
  } catch {
    return { text }
  }
}

function appendLine(line: RecordedLine): void {
  if (!recordDirectory) return
  // One file for each process and worker, so that no line is cut by another one.
  appendFileSync(join(recordDirectory, `${process.pid}-${threadId}.jsonl`), `${JSON.stringify(line)}\n`)
}

/** Notes a statement for the request it ran in, or on its own where there is none: start-up, factories, jobs. */
function noteStatement(sql: string, parameters: readonly unknown[], result: unknown): void {
  const statement = describeStatement(sql, parameters, result)
  if (!statement) return
  const stored = currentRequest.getStore()
  if (stored) stored.push(statement)
  else appendLine({ statement })
}

const writes = /\b(?:insert\s+into|delete\s+from|update\s+(?:only\s+)?[\w".]+\s+(?:as\s+\w+\s+)?set)\b/i
// A name before a bracket is a function, but not after `into`, where the columns follow.
const tablePlaces =
  /\b(?:(?:into|update)\s+(?:only\s+)?(?:"?\w+"?\.)?"?([a-z_]\w*)|(?:from|join|using)\s+(?:only\s+)?(?:"?\w+"?\.)?"?([a-z_]\w*)\b(?!"?\s*\())/gi

/** What a statement did to stored rows; `undefined` when it found and changed none. */
export function describeStatement(
  sql: string,
  parameters: readonly unknown[],
  result: unknown,
): StoredStatement | undefined {
  const results = (Array.isArray(result) ? result : [result]).filter(isQueryResult)
  const rows = results.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0)
  const names = [
    ...new Set([...sql.matchAll(tablePlaces)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase())),
  ]
  if (rows === 0 || names.length === 0) return undefined
  const kind = writes.test(sql) ? 'write' : 'read'
  const values = new Set<string>()
  // What a SELECT was asked for is no proof that it was found, so parameters count for writes only.
  collectTexts([results.map((one) => one.rows), kind === 'write' ? parameters : []], values)
  return { kind, names, rows, values: [...values] }
}

interface QueryResult {
  rows: unknown[]
  rowCount: number | null
}

function isQueryResult(value: unknown): value is QueryResult {
  return typeof value === 'object' && value !== null && 'rows' in value && 'rowCount' in value
}

const textLengthMin = 4
const textLengthMax = 2000

function collectTexts(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length >= textLengthMin && value.length <= textLengthMax) texts.add(value)
    // Documents are also written as JSON text, by drivers and by hand.
    if (/^[[{]/.test(value)) collectTexts(parseBody(value).body, texts)
    return
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  for (const inner of Object.values(value)) collectTexts(inner, texts)
}

/** Counts rows where every query passes: in the driver, which stays as it is unless something is recorded. */
function trackStoredData(): void {
  replaceMethod(pg.Client.prototype, 'query', (original, client, parts) => {
    const note = noteFor(parts)
    if (!note) return Reflect.apply(original, client, parts)
    const last = parts.at(-1)
    if (typeof last === 'function') {
      return Reflect.apply(original, client, [...parts.slice(0, -1), noteThenCall(note, last)])
    }
    const pending: unknown = Reflect.apply(original, client, parts)
    return pending instanceof Promise ? pending.then(note) : pending
  })
  // A full pool calls back while another request gives its connection up, so the asker's context is tied to the callback.
  replaceMethod(pg.Pool.prototype, 'connect', (original, pool, parts) => {
    const bound = parts.map((part) => (isCallback(part) ? AsyncLocalStorage.bind(part) : part))
    return Reflect.apply(original, pool, bound)
  })
}

type Callback = (...parts: unknown[]) => unknown
type Note = (result: unknown) => unknown

function isCallback(value: unknown): value is Callback {
  return typeof value === 'function'
}

function noteFor([query, values]: unknown[]): Note | undefined {
  const isConfig = typeof query === 'object' && query !== null && 'text' in query
  const sql = isConfig ? query.text : query
  const parameters = isConfig && 'values' in query ? query.values : values
  if (typeof sql !== 'string') return undefined
  return (result) => {
    noteStatement(sql, Array.isArray(parameters) ? parameters : [], result)
    return result
  }
}

function noteThenCall(note: Note, callback: unknown): Callback {
  // Bound here, because the driver calls back in the context of its socket.
  return AsyncLocalStorage.bind((error: unknown, result: unknown) => {
    if (!error) note(result)
    if (isCallback(callback)) callback(error, result)
  })
}

function replaceMethod(
  target: object,
  name: string,
  replacement: (original: Callback, self: unknown, parts: unknown[]) => unknown,
): void {
  const original: unknown = Reflect.get(target, name)
  if (!isCallback(original)) return
  Reflect.set(target, name, function (this: unknown, ...parts: unknown[]) {
    return replacement(original, this, parts)
  })
}
