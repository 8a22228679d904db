import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'

/** Answers with what `fetch` brought, as it comes. */
export async function writeAnswer(answer: globalThis.Response, response: Response): Promise<void> {
  response.status(answer.status)
  for (const [name, value] of answer.headers) response.appendHeader(name, value)
  if (!answer.body) return void response.end()
  try {
    await pipeline(Readable.fromWeb(answer.body as never), response)
  } catch (error) {
    // A browser that has gone is no fault of the app.
    if (!response.destroyed) throw error
  }
}
