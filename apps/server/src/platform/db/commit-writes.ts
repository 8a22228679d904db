import type { CompiledQuery, RawBuilder } from 'kysely'
import { type KeptQuery, keepUntilCommit } from './commit-notes.ts'
import type { Db } from './database.ts'

/** What a transaction writes once, together with its commit, however many parts of it have something to write. */
export interface CommitWrites<Item> {
  /** Adds an item to what the transaction will write. Outside a transaction it is written now. */
  add(tx: Db, item: Item): Promise<void>
}

/** `toStatement` gets all items of a transaction, in the order in which they were added. If it fails, so does the transaction. */
export function createCommitWrites<Item>(
  toStatement: (items: readonly Item[]) => RawBuilder<unknown>,
): CommitWrites<Item> {
  interface Kept extends KeptQuery {
    readonly of: typeof toStatement
    readonly items: Item[]
  }
  const isOurs = (kept: KeptQuery): kept is Kept => 'of' in kept && kept.of === toStatement

  function keep(tx: Db): Kept {
    const items: Item[] = []
    return { of: toStatement, items, compile: (): CompiledQuery => toStatement(items).compile(tx) }
  }

  return {
    async add(tx, item) {
      const kept = await keepUntilCommit(
        tx,
        (all) => all.find(isOurs),
        () => keep(tx),
      )
      if (kept) kept.items.push(item)
      else await toStatement([item]).execute(tx)
    },
  }
}
