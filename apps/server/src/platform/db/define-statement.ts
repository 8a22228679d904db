import type { Compilable, CompiledQuery } from 'kysely'
import { type Explain, keepUntilCommit } from './commit-notes.ts'
import type { Db } from './database.ts'

/** A statement that is written down once. Each use brings its values. */
export interface Statement<Values, Row> {
  (db: Db, values: Values): Promise<Row[]>
  /**
   * Sends it together with the commit: nothing waits for what nobody needs to know before. If it fails, so does the
   * transaction, with what `explain` makes of the error. Outside a transaction it is done now.
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
  write: (db: Db, values: Values) => Compilable<Row>,
): Statement<Values, Row> {
  let written: CompiledQuery<Row> | undefined

  function fill(db: Db, values: Values): CompiledQuery<Row> {
    written ??= write(db, placeholders<Values>()).compile()
    const parameters = written.parameters.map((parameter) =>
      parameter instanceof Placeholder ? Reflect.get(values, parameter.name) : parameter,
    )
    return { ...written, parameters }
  }

  async function run(db: Db, values: Values): Promise<Row[]> {
    const { rows } = await db.executeQuery(fill(db, values))
    return rows
  }

  return Object.assign(run, {
    async atCommit(tx: Db, values: Values, explain?: Explain): Promise<void> {
      const query = fill(tx, values)
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
