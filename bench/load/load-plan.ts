/** What the load generator is told, and what it answers. */

/** So many connections, each sending its next request when it has the answer to the last. */
export interface LoadPlan {
  port: number
  connections: number
  /** Requests as they go over the wire, taken in turn. */
  requests: readonly string[]
  /** How long to go round them; absent: each is sent once. */
  milliseconds?: number
  expectedStatus: number
}

export interface LoadResult {
  count: number
  elapsedMilliseconds: number
  p50: number
  p99: number
  /** Processor time of the generator itself for each request, in microseconds. */
  ownCpu: number
  /** Answers with another status, and the first of them. */
  failures: number
  firstFailure?: string
  /** The first good answer, for those who want to look at it. */
  sample: string
}

/** Writes a request as it goes over the wire. */
export function rawRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string {
  const length = body === '' && method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
  const all = Object.entries({ host: '127.0.0.1', ...headers, ...length })
  return `${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}
