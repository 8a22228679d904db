import { type KeptQuery, keepUntilCommit } from './commit-notes.ts'
import type { Db } from './database.ts'
import type { Statement } from './define-statement.ts'

/** What a transaction writes once, together with its commit, however many parts of it have something to write. */
export interface CommitWrites<Item> {
  /** Adds an item to what the transaction will write. Outside a transaction it is written now. */
  add(tx: Db, item: Item): Promise<void>
}

/** `toValues` gets all items of a transaction, in the order in which they were added. If the statement fails, so does the transaction. */
export function createCommitWrites<Item, Values>(
  statement: Statement<Values, unknown>,
  toValues: (items: readonly Item[]) => Values,
): CommitWrites<Item> {
  interface Kept extends KeptQuery {
    readonly of: typeof statement
    readonly items: Item[]
  }
  const isOurs = (kept: KeptQuery): kept is Kept => 'of' in kept && kept.of === statement

  function keep(tx: Db): Kept {
    const items: Item[] = []
    return { of: statement, items, compile: () => statement.compile(tx, toValues(items)) }
  }

  return {
    async add(tx, item) {
      const kept = await keepUntilCommit(
        tx,
        (all) => all.find(isOurs),
        () => keep(tx),
      )
      if (kept) kept.items.push(item)
      else await statement(tx, toValues([item]))
    },
  }
}
