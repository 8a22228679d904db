/** Finds the operation of the reference that a recorded request is a call of. */
import type { RecordedExchange } from '../../apps/server/src/testing/record-exchanges.ts'
import type { Operation } from './reference.ts'

/** A found operation with the values in its path. */
export interface Match {
  operation: Operation
  parameters: Readonly<Record<string, string>>
}

/** Finds the operation of an exchange. */
export type Matcher = (
  exchange: Pick<RecordedExchange, 'audience' | 'method' | 'path'> & Partial<Pick<RecordedExchange, 'query'>>,
) => Match | undefined

/** Prepares the look-up. Of two templates that both fit, the one with a literal where the other has a parameter wins. */
export function createMatcher(operations: readonly Operation[]): Matcher {
  const templates = operations.map(compile).sort((a, b) => (a.rank < b.rank ? -1 : 1))
  return (exchange) => {
    const path = normalisePath(exchange)
    if (beyondReference.has(`${exchange.method} ${path}`) || asksForOurs(exchange)) return undefined
    for (const { operation, pattern, names } of templates) {
      if (operation.method !== exchange.method || !isFor(operation, exchange)) continue
      const found = pattern.exec(path)
      if (found) return { operation, parameters: readParameters(names, found) }
    }
    return undefined
  }
}

function isFor(operation: Operation, { audience }: Pick<RecordedExchange, 'audience'>): boolean {
  // A Backend operation without credentials cannot be told from a Frontend one by its credential.
  return operation.api === audience || (audience === 'frontend' && operation.isPublic)
}

type Template = { operation: Operation; pattern: RegExp; names: string[]; rank: string }

const parameter = /\{([^}]+)\}/g

function compile(operation: Operation): Template {
  const path = withVersion(operation)
  const names = [...path.matchAll(parameter)].map((match) => match[1] ?? '')
  const literals = path.split(parameter).map((part, index) => (index % 2 ? '([^/]+)' : escapeRegExp(part)))
  // Compared segment by segment: literals first, then literals with a parameter inside, then parameters.
  const rank = path
    .split('/')
    .map((segment) => (parameterOnly(segment) ? '2' : segment.includes('{') ? '1' : '0'))
  return { operation, pattern: new RegExp(`^${literals.join('')}$`), names, rank: rank.join('') }
}

function parameterOnly(segment: string): boolean {
  return /^\{[^}]+\}$/.test(segment)
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The reference puts `/v1` into the server's address for the Backend and the Platform API. */
function withVersion({ api, path }: Operation): string {
  return api === 'frontend' ? path : `/v1${path}`
}

/** SDKs leave `/v1` out for these Backend paths, though the reference's server address has it. */
const unversioned = /^\/(?:api_keys|m2m_tokens|oauth_applications\/access_tokens\/verify)(?:\/|$)/

function normalisePath({ audience, path }: Pick<RecordedExchange, 'audience' | 'path'>): string {
  const bare = path.replace(/^\/i\/[^/]+(?=\/)/, '').replace(/(?<=.)\/+$/, '')
  return audience === 'backend' && unversioned.test(bare) ? `/v1${bare}` : bare
}

/** SDKs call it and the reference leaves it out (wire contract 4.4), where a path with a parameter would fit it. */
const beyondReference: ReadonlySet<string> = new Set(['GET /v1/clients/handshake_payload'])

/** What is asked for with a parameter of ours is answered in a form of ours: it says nothing of the operation as declared. */
function asksForOurs({ path, query = '' }: Parameters<Matcher>[0]): boolean {
  return path.endsWith('/invitations/bulk') && new URLSearchParams(query).get('partial') === 'true'
}

function readParameters(names: readonly string[], found: RegExpExecArray): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? '')]))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
