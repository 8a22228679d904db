import type { CompiledQuery } from 'kysely'
import { type Explain, keepUntilCommit } from './commit-notes.ts'
import type { Db } from './database.ts'

/** A statement that is written down once. Each use brings its values. */
export interface Statement<Values, Row> {
  (db: Db, values: Values): Promise<Row[]>
  compile(db: Db, values: Values): CompiledQuery<Row>
  /**
   * Sends it together with the commit, for what nobody needs to know before: plain writes of different tables, as one. If
   * it fails, so does the transaction, with what `explain` makes of the error, which may be another write's. Outside a
   * transaction it is done now.
   */
  atCommit(tx: Db, values: Values, explain?: Explain): Promise<void>
}

/** Stands for a value while a statement is written. */
class Placeholder {
  readonly name: PropertyKey
  constructor(name: PropertyKey) {
    this.name = name
  }
}

/**
 * Writes a statement at its first use and keeps the text: on the hot path, writing it costs as much as running it. `write`
 * sees no values but stand-ins for them, so it can put them where they belong and not look at them.
 */
export function defineStatement<Values extends object, Row>(
  write: (db: Db, values: Values) => { compile(db: Db): CompiledQuery<Row> },
): Statement<Values, Row> {
  let written: CompiledQuery<Row> | undefined

  function compile(db: Db, values: Values): CompiledQuery<Row> {
    written ??= write(db, placeholders<Values>()).compile(db)
    const parameters = written.parameters.map((parameter) =>
      parameter instanceof Placeholder ? Reflect.get(values, parameter.name) : parameter,
    )
    return { ...written, parameters }
  }

  async function run(db: Db, values: Values): Promise<Row[]> {
    const { rows } = await db.executeQuery(compile(db, values))
    return rows
  }

  return Object.assign(run, {
    compile,
    async atCommit(tx: Db, values: Values, explain?: Explain): Promise<void> {
      const query = compile(tx, values)
      const kept = await keepUntilCommit(
        tx,
        () => undefined,
        () => ({ compile: () => query, explain }),
      )
      if (kept) return
      await tx.executeQuery(query).catch((error: unknown) => {
        throw explain?.(error) ?? error
      })
    },
  })
}

function placeholders<Values extends object>(): Values {
  return new Proxy({} as Values, { get: (_target, name) => new Placeholder(name) })
}
