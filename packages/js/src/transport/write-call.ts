import type { FlowCall } from '../flows/flow-api.ts'

/** A call before it is written. */
export type Call = FlowCall

export interface WrittenCall {
  url: string
  init: RequestInit
}

export interface CallContext {
  baseUrl: string
  publishableKey: string
  /** For whom paths outside `/v1/client` speak (wire contract 3.7). */
  sessionId: string | undefined
}

/** Names the session that a call outside `/v1/client` speaks for. */
export const sessionParameter = '_clerk_session_id'

/**
 * Puts a call into its form on the wire. It stays a request that browsers send to another origin without asking first: no
 * header of ours, forms only, and other methods than GET and POST as a parameter (wire contract 6.1).
 */
export function writeCall(call: Call, { baseUrl, publishableKey, sessionId }: CallContext): WrittenCall {
  const url = readPath(baseUrl, call.path)
  const set = (name: string, value: string) => url.searchParams.set(name, value)
  for (const [name = '', value = ''] of flatten(call.query)) url.searchParams.append(name, value)
  set('_publishable_key', publishableKey)
  if (
    sessionId !== undefined &&
    !call.path.startsWith('/v1/client') &&
    !url.searchParams.has(sessionParameter)
  )
    set(sessionParameter, sessionId)
  const isRead = call.method === 'GET'
  if (!isRead && call.method !== 'POST') set('_method', call.method)
  return {
    url: url.href,
    init: {
      method: isRead ? 'GET' : 'POST',
      credentials: 'include',
      cache: 'no-store',
      ...(isRead ? {} : { body: writeBody(call) }),
    },
  }
}

/** Ids stand in paths, and one may come from a cookie that anybody planted: it cannot lead to another path, or say more. */
function readPath(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl + path)
  if (!url.href.endsWith(path) || url.search || url.hash) throw new TypeError('Keywright: the id is no path.')
  return url
}

function writeBody({ form, file }: Call): BodyInit {
  if (!file) return new URLSearchParams(flatten(form))
  const body = new FormData()
  body.set('file', file)
  return body
}

/** What is absent is left out, lists repeat their name, `null` is the empty text. */
function flatten(form: FlowCall['form'] = {}): string[][] {
  return Object.entries(form).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === undefined ? [] : [[name, String(one ?? '')]])),
  )
}
