/**
 * Gives parameterised statements a name, so that PostgreSQL parses and plans each once per connection. The query
 * writer above knows nothing of it: it sends text and values, and the text decides the name.
 */
import type pg from 'pg'

/** Names by statement text, shared by all connections of a pool. */
export interface StatementNames {
  /** The name under which to prepare the text, or `undefined` when it is to stay unnamed. */
  nameOf(text: string): string | undefined
  /** Lets go of a name that PostgreSQL no longer accepts; the text gets a new one. */
  forget(text: string): void
}

const preparable = /^\s*(?:select|insert|update|delete|with|merge)\b/i
const preparedMax = 500
const seenMax = 2_000
const textLengthMax = 16_384

/**
 * Names a text from its second use on, and at most `preparedMax` texts in all: statements made up on the fly (lists of
 * varying length) would otherwise fill the memory of every backend. Names are never given to another text.
 */
export function createStatementNames(): StatementNames {
  const names = new Map<string, string>()
  const seen = new Set<string>()
  let last = 0

  function admit(text: string): string | undefined {
    if (text.length > textLengthMax || !preparable.test(text)) return undefined
    if (names.size >= preparedMax) return undefined
    if (!seen.delete(text)) {
      if (seen.size >= seenMax) seen.clear()
      seen.add(text)
      return undefined
    }
    last += 1
    const name = `kw_${last}`
    names.set(text, name)
    return name
  }

  return {
    nameOf: (text) => names.get(text) ?? admit(text),
    forget: (text) => void names.delete(text),
  }
}

type LooseQuery = (first: unknown, values?: unknown, callback?: unknown) => unknown

/** Makes a client prepare under a name what it is given as text and values. Other forms of `query` pass untouched. */
export function nameStatements(client: pg.PoolClient, names: StatementNames): void {
  // `query` has a dozen overloads; all but one are handed on as they came.
  const plain = client.query.bind(client) as LooseQuery
  let isInTransaction = false
  const named: LooseQuery = (text, values, callback) => {
    if (typeof text === 'string') isInTransaction = leavesOpen(text) ?? isInTransaction
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0)
      return plain(text, values, callback)
    const name = names.nameOf(text)
    if (name === undefined) return plain(text, values, callback)
    const run = runNamed(plain, names, { name, text, values, isInTransaction })
    if (typeof callback !== 'function') return run
    return void run.then(
      (result) => callback(null, result),
      (error) => callback(error),
    )
  }
  client.query = named as typeof client.query
}

/** Whether a transaction is open behind a statement; `undefined` when it leaves that as it was. */
function leavesOpen(text: string): boolean | undefined {
  if (/^\s*(?:begin|start transaction)\b/i.test(text)) return true
  return /^\s*(?:commit|rollback)\s*$/i.test(text) ? false : undefined
}

/**
 * A plan that a migration made impossible (0A000), or that a pooler or a failover lost (26000) or duplicated (42P05),
 * fails for ever under its name. The text is run once more without one, but never what belonged to a transaction: that has
 * failed as a whole, and with its COMMIT on the wire already, a second try would be written for good without the rest.
 */
async function runNamed(
  plain: LooseQuery,
  names: StatementNames,
  statement: { name: string; text: string; values: unknown[]; isInTransaction: boolean },
): Promise<unknown> {
  const { name, text, values, isInTransaction } = statement
  try {
    return await plain({ name, text, values })
  } catch (error) {
    if (!isLostPlan(error)) throw error
    names.forget(text)
    if (isInTransaction) throw error
    return await plain(text, values)
  }
}

function isLostPlan(error: unknown): boolean {
  const code = codeOf(error)
  if (code === '26000' || code === '42P05') return true
  return code === '0A000' && error instanceof Error && error.message.includes('cached plan')
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
