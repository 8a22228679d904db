import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './database.ts'

/** A statement that is written down once. Each use brings its values. */
export type Statement<Values, Row> = (db: Db, values: Values) => Promise<Row[]>

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
  return async (db, values) => {
    written ??= write(db, placeholders<Values>()).compile()
    const parameters = written.parameters.map((parameter) =>
      parameter instanceof Placeholder ? Reflect.get(values, parameter.name) : parameter,
    )
    const { rows } = await db.executeQuery<Row>({ ...written, parameters })
    return rows
  }
}

function placeholders<Values extends object>(): Values {
  return new Proxy({} as Values, { get: (_target, name) => new Placeholder(name) })
}
