import type { RequestAuth } from './request-auth.ts'

/** An answer that is being written. */
export interface HeaderSink {
  has(name: string): boolean
  set(name: string, value: string): void
  append(name: string, value: string): void
}

/** Where the app, or a middleware before, has said something itself, that stays. */
const leftToTheApp = /^access-control-/

/** Adds headers to an answer that may have some already; none of those is lost. */
export function applyHeaders(headers: Headers, answer: HeaderSink): void {
  for (const [name, value] of headers) {
    if (name === 'set-cookie' || name === 'vary') answer.append(name, value)
    else if (!leftToTheApp.test(name) || !answer.has(name)) answer.set(name, value)
  }
}

/**
 * A page that says who is signed in is theirs alone. Where the app says nothing about caches, some shared ones keep an answer all
 * the same, and show it to the next visitor (RFC 9111 §5.2.2.7).
 */
export function keepPrivate(auth: RequestAuth, answer: HeaderSink): void {
  const { sessionClaims } = auth({ treatPendingAsSignedOut: false })
  if (sessionClaims && !answer.has('cache-control')) answer.set('cache-control', 'private')
}
