/**
 * Decides from a recording whether an answer is made from stored data. Reading who asks also reads stored rows, so rows
 * alone are no proof: what is proof depends on what the request had to read before it began its own work.
 */
import type { RecordedExchange, StoredStatement } from '../../apps/server/src/testing/record-exchanges.ts'
import { isMapping } from './mapping.ts'

/** Texts known to be stored, each with the tables it was seen in. */
export type StoredValues = Map<string, Set<string>>

/** What every request reads or moves to learn who asks and of whom. Finding rows here proves nothing about the answer. */
const credentialTables = [
  'applications',
  'instances',
  'instance_hosts',
  'instance_secret_keys',
  'platform_keys',
]
const settingsTables = ['instance_settings', 'signing_keys']
const visitorTables = ['clients', 'sessions', 'users']

/** What is written beside a change, never instead of it. */
const bookkeepingTables = new Set(['events', 'event_epoch', 'invalidations', 'schema_migrations'])

/** Reads the names of all tables from the text of the migrations. */
export function readTableNames(sql: string): Set<string> {
  const created = sql.matchAll(/\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?"?([a-z_]\w*)"?/gi)
  return new Set([...created].map((match) => (match[1] ?? '').toLowerCase()))
}

/** Keeps of each statement only real tables that hold data; drops statements left with none. */
export function keepTables(
  statements: readonly StoredStatement[],
  tables: ReadonlySet<string>,
): StoredStatement[] {
  const isData = (name: string) => tables.has(name) && !bookkeepingTables.has(name)
  return statements
    .map((statement) => ({ ...statement, names: statement.names.filter(isData) }))
    .filter(({ names }) => names.length > 0)
}

/** Adds what statements found or wrote to what is known to be stored. */
export function addStoredValues(known: StoredValues, statements: readonly StoredStatement[]): void {
  for (const { names, values } of statements) {
    for (const value of values.filter(isDistinctive)) {
      const tables = known.get(value) ?? new Set()
      for (const name of names) tables.add(name)
      known.set(value, tables)
    }
  }
}

/** A word of a protocol or a default is in every answer; only ids, addresses, URLs and the like tell where a text is from. */
function isDistinctive(value: string): boolean {
  return value.length >= 8 && (/\d|@|:\/\//.test(value) || /^[a-z]+_[A-Za-z]{16,}$/.test(value))
}

/** The resource of an answer: what stands beside the client in an envelope, else all of it. */
export function findResource({ body }: Pick<RecordedExchange, 'body'>): unknown {
  return isMapping(body) && 'response' in body && 'client' in body ? body.response : body
}

/** An answer without any content of its own: nothing, an empty list, a page or count of zero. */
export function isEmptyAnswer(resource: unknown): boolean {
  if (resource === null || (Array.isArray(resource) && resource.length === 0)) return true
  if (!isMapping(resource)) return false
  const values = Object.entries(resource).filter(([name]) => name !== 'object')
  const isEmpty = ([, value]: [string, unknown]) =>
    value === 0 || (Array.isArray(value) && value.length === 0)
  return values.every(isEmpty)
}

/**
 * Says why an answer counts as made from stored data, or nothing. `known` are the values stored before or during this
 * request in the same process: an instance, its keys or a warm session may be answered from memory, though they are rows.
 */
export function findEvidence(exchange: RecordedExchange, known: StoredValues): string | undefined {
  const own = exchange.stored
  const written = tablesOf(own, 'write').filter((table) => isOwnWrite(exchange, table))
  if (written.length > 0) return `changed ${written.join(', ')}`
  const read = tablesOf(own, 'read').filter((table) => isOwnRead(exchange, table))
  if (read.length > 0) return `read ${read.join(', ')}`
  const echoed = findEchoedTables(exchange, known)
  return echoed.length > 0 ? `answers with what is stored in ${echoed.join(', ')}` : undefined
}

function tablesOf(statements: readonly StoredStatement[], kind: StoredStatement['kind']): string[] {
  return [...new Set(statements.filter((one) => one.kind === kind).flatMap(({ names }) => names))].sort()
}

/**
 * Being active moves the visitor's own rows, so such a move proves only the operations that are about them. A signing key
 * is made by whatever comes to need the first one, so making it proves nothing.
 */
function isOwnWrite({ audience, path, status }: RecordedExchange, table: string): boolean {
  if (table === 'signing_keys') return false
  if (audience !== 'frontend' || !visitorTables.includes(table)) return true
  const place = path.replace(/^\/i\/[^/]+(?=\/)/, '')
  if (status >= 300 || /^\/v1\/(?:client|me\/sessions|verify|tickets)(?:\/|$)/.test(place)) return true
  return table === 'users' && /^\/v1\/me(?:\/|$)/.test(place)
}

/** Reading proves an answer where nothing but the request's own work can have read the table. */
function isOwnRead({ audience, status }: RecordedExchange, table: string): boolean {
  if (credentialTables.includes(table) || settingsTables.includes(table)) return false
  if (audience !== 'frontend') return true
  // A redirect has no body to compare; that it knows the visitor is what it is for.
  return status >= 300 && visitorTables.includes(table)
}

function findEchoedTables(exchange: RecordedExchange, known: StoredValues): string[] {
  const asked = decodeURIComponentSafely(`${exchange.path}${exchange.query}`)
  const texts = collectTexts('text' in exchange ? exchange.text : findResource(exchange))
  // What the request itself brought is echoed by any fixed answer.
  const found = texts.filter((text) => !asked.includes(text)).flatMap((text) => [...(known.get(text) ?? [])])
  return [...new Set(found)].sort()
}

/** All texts of an answer, with those inside JSON Web Tokens. A page of text is taken apart into its words. */
function collectTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...readTokenTexts(value), ...value.split(/[\s"'<>,;]+/)]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(collectTexts)
}

function readTokenTexts(text: string): string[] {
  const payload = readTokenPayload(text)
  return payload === undefined ? [] : collectTexts(payload)
}

/** The payload of a JSON Web Token (RFC 7519 §3), unverified: it is only compared with what is stored. */
function readTokenPayload(text: string): unknown {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text)?.[1]
  if (payload === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString())
  } catch {
    return undefined
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A copy of an answer in which ids, addresses, URLs and times are alike, so that only settings and words still differ. */
export function maskDistinctive(value: unknown): unknown {
  if (typeof value === 'string') return isDistinctive(value) ? '*' : value
  if (typeof value === 'number') return value >= 1e11 ? 0 : value
  if (Array.isArray(value)) return value.map(maskDistinctive)
  if (!isMapping(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskDistinctive(inner)]))
}
