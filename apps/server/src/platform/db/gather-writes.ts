import type { Writable } from 'node:stream'
import type pg from 'pg'

/** Where the driver writes; its types leave this out. */
interface Wired {
  connection: { stream: Writable }
}

/**
 * Hands statements that are sent without waiting in between to the system in one piece: each piece wakes the backend,
 * and costs more than what is in it.
 */
export function gatherWrites(client: pg.PoolClient): void {
  const { stream } = (client as unknown as Wired).connection
  const query = client.query.bind(client) as (...input: unknown[]) => unknown
  let isGathering = false
  const gathering = (...input: unknown[]): unknown => {
    if (!isGathering) {
      isGathering = true
      stream.cork()
      // Ticks come after all promises that are settled by now, and so after all that follows without a wait.
      process.nextTick(() => {
        isGathering = false
        stream.uncork()
      })
    }
    return query(...input)
  }
  client.query = gathering as typeof client.query
}
