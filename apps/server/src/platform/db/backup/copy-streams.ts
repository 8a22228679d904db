/** COPY in both directions over a `pg` connection, never holding more than about a megabyte (PostgreSQL protocol §54.2.7). */
import type { Duplex } from 'node:stream'
import type pg from 'pg'

/** The part of the driver's connection that COPY needs; its published types leave it out. */
interface CopyConnection {
  stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(message: string): void
}

/** A query object as the driver calls it. */
interface CopyQuery {
  submit(connection: CopyConnection): void
  handleError(error: Error): void
  handleReadyForQuery(): void
  handleCommandComplete(message: { text: string }): void
  handleRowDescription?(): void
  handleCopyData?(message: { chunk: Buffer }): void
  handleCopyInResponse(connection: CopyConnection): void
}

const heldBytesMax = 1024 * 1024

function submit(client: pg.ClientBase, query: CopyQuery): void {
  client.query(query as unknown as pg.Submittable)
}

/** Runs `copy … to stdout` and yields its bytes; the chunks do not end at rows. Returns the number of rows. */
export async function* copyOut(client: pg.ClientBase, statement: string): AsyncGenerator<Buffer, number> {
  let held: Buffer[] = []
  let heldBytes = 0
  let stream: Duplex | undefined
  let rows: number | undefined
  let finished = false
  let failure: Error | undefined
  let wake = () => {}

  submit(client, {
    submit(connection) {
      stream = connection.stream
      connection.query(statement)
    },
    handleCopyData({ chunk }) {
      // The driver uses its buffer again after this call.
      held.push(Buffer.from(chunk))
      heldBytes += chunk.length
      if (heldBytes >= heldBytesMax) stream?.pause()
      wake()
    },
    handleCopyInResponse: (connection) => connection.sendCopyFail('only copy to stdout is possible here'),
    handleCommandComplete: ({ text }) => (rows = rowsOf(text)),
    handleError(error) {
      failure = error
      wake()
    },
    handleReadyForQuery() {
      finished = true
      wake()
    },
  })

  while (failure === undefined) {
    if (heldBytes > 0) {
      const chunk = Buffer.concat(held)
      held = []
      heldBytes = 0
      stream?.resume()
      yield chunk
    } else if (finished) {
      return rows ?? 0
    } else {
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  throw failure
}

/** Runs `copy … from stdin` with the given bytes. Returns the number of rows. */
export async function copyIn(
  client: pg.ClientBase,
  statement: string,
  chunks: AsyncIterable<Buffer>,
): Promise<number> {
  const { ready, done, connection } = beginCopyIn(client, statement)
  await ready
  const target = connection()
  try {
    for await (const chunk of chunks) {
      target.sendCopyFromChunk(chunk)
      if (target.stream.writableNeedDrain) await Promise.race([onceDrained(target.stream), done])
    }
  } catch (error) {
    target.sendCopyFail('the source ended with an error')
    await done.catch(() => undefined)
    throw error
  }
  target.endCopyFrom()
  return await done
}

function beginCopyIn(client: pg.ClientBase, statement: string) {
  let opened: CopyConnection | undefined
  let rows = 0
  const readiness = Promise.withResolvers<void>()
  const completion = Promise.withResolvers<number>()
  // Either may fail while nobody waits for it yet.
  readiness.promise.catch(() => undefined)
  completion.promise.catch(() => undefined)
  submit(client, {
    submit: (connection) => connection.query(statement),
    handleCopyInResponse(connection) {
      opened = connection
      readiness.resolve()
    },
    handleCommandComplete: ({ text }) => (rows = rowsOf(text)),
    handleError(error) {
      readiness.reject(error)
      completion.reject(error)
    },
    handleReadyForQuery: () => completion.resolve(rows),
  })
  const connection = (): CopyConnection => {
    if (!opened) throw new Error('the server did not ask for the data of a copy')
    return opened
  }
  return { ready: readiness.promise, done: completion.promise, connection }
}

function onceDrained(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      stream.off('drain', settle).off('close', settle)
      resolve()
    }
    stream.on('drain', settle).on('close', settle)
  })
}

/** From the command tag, `COPY 42`. */
function rowsOf(tag: string): number {
  return Number(tag.split(' ')[1] ?? 0)
}
