/** What `next/headers` gives inside of one request, where no server of Next.js runs. For `vi.mock('next/headers.js', …)`. */
import { AsyncLocalStorage } from 'node:async_hooks'

const requests = new AsyncLocalStorage<Headers>()

/** Runs code as a server component, a route handler or a server action of a request with these headers. */
export const inRequest = <Result>(headers: Headers, run: () => Result): Result => requests.run(headers, run)

function currentHeaders(): Headers {
  const headers = requests.getStore()
  if (!headers) throw new Error('`headers` was called outside a request scope.')
  return headers
}

/** As Next.js 16 has it. */
export const awaitedHeaders = async () => currentHeaders()

/** As Next.js 15 has it: a promise that is the headers, too. */
export function readableHeaders() {
  const headers = currentHeaders()
  return Object.assign(Promise.resolve(headers), { get: (name: string) => headers.get(name) })
}
