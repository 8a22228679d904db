import { keepUntilCommit, takeKept } from './commit-notes.ts'
import type { Db, Tx } from './database.ts'

/** What a transaction writes once, right before it commits, however many parts of it have something to write. */
export interface CommitWrites<Item> {
  /** Adds an item to what the transaction will write. Outside a transaction it is written now. */
  add(tx: Db, item: Item): Promise<void>
}

interface KeptItem {
  write: (tx: Db, items: readonly unknown[]) => Promise<void>
  item: unknown
}

/** `write` gets all items of a transaction, in the order in which they were added. If it fails, so does the transaction. */
export function createCommitWrites<Item>(
  write: (tx: Db, items: readonly Item[]) => Promise<void>,
): CommitWrites<Item> {
  const writeAll = write as KeptItem['write']
  return {
    async add(tx, item) {
      const isKept = await keepUntilCommit(tx, { write: writeAll, item } satisfies KeptItem)
      if (!isKept) await write(tx, [item])
    },
  }
}

/** Writes what was added. The last thing a transaction does. */
export async function writeKept(tx: Tx): Promise<void> {
  const kept = (await takeKept(tx)) as readonly KeptItem[]
  for (const [write, items] of Map.groupBy(kept, (one) => one.write))
    await write(
      tx,
      items.map(({ item }) => item),
    )
}
