/**
 * Ways to end a request early. They are thrown, as Next.js itself does it: it knows them by their `digest`. Its own functions are
 * not used, because `next/navigation` is another module in each layer, and the middleware has none.
 */

class ControlFlowError extends Error {
  override readonly name = 'ControlFlowError'
  readonly digest: string

  constructor(digest: string) {
    super(digest)
    this.digest = digest
  }
}

const redirectCode = 'NEXT_REDIRECT'
const fallbackCode = 'NEXT_HTTP_ERROR_FALLBACK'

/** Sends the browser to another page. */
export function redirectTo(url: string): never {
  throw new ControlFlowError(`${redirectCode};replace;${url};307;`)
}

/** Answers with 401, or with the page for what is not found. */
export function refuseWith(status: 401 | 404): never {
  throw new ControlFlowError(`${fallbackCode};${status}`)
}

export type ControlFlow =
  | { kind: 'redirect'; url: string; status: number }
  | { kind: 'status'; status: number }

/** What was meant by an error, ours or one of Next.js; `undefined`: it is an error. */
export function controlFlowOf(error: unknown): ControlFlow | undefined {
  const digest = (error as { digest?: unknown } | null | undefined)?.digest
  if (typeof digest !== 'string') return undefined
  if (digest === 'NEXT_NOT_FOUND') return { kind: 'status', status: 404 }
  const [code, ...parts] = digest.split(';')
  if (code === fallbackCode) return { kind: 'status', status: Number(parts[0]) }
  if (code !== redirectCode) return undefined
  return { kind: 'redirect', url: parts.slice(1, -2).join(';'), status: Number(parts.at(-2)) || 307 }
}
