import { originForm } from '@keywright/backend/internal'

/** A request of Node's `http`, as much of it as says who it is from. Its body is not touched. */
export interface NodeRequest {
  method?: string | undefined
  headers: Readonly<Record<string, string | string[] | undefined>>
  socket?: { encrypted?: boolean } | object
}

/** Methods that `fetch` refuses to name. Neither can begin a handshake, like any but GET. */
const unnameable = /^(connect|trace|track)$/i

/** `undefined`: there is no such URL, which is the client's fault (RFC 9110 §15.5.1). */
export function toWebRequest(request: NodeRequest, target = '/'): Request | undefined {
  const { method = 'GET', headers, socket } = request
  const scheme = socket && 'encrypted' in socket && socket.encrypted ? 'https' : 'http'
  const base = `${scheme}://${headers.host ?? headers[':authority'] ?? 'localhost'}`
  // `Host: app.example.com/x` or `user@host` would move the path elsewhere.
  if (!URL.canParse(base) || !isBareOrigin(new URL(base), base)) return undefined
  const url = `${base}${originForm(target)}`
  if (!URL.canParse(url)) return undefined
  return new Request(url, {
    method: unnameable.test(method) ? 'OPTIONS' : method,
    headers: toHeaders(headers),
  })
}

function isBareOrigin(url: URL, text: string): boolean {
  return url.pathname === '/' && !/[/?#@\\]/.test(text.slice(text.indexOf('//') + 2))
}

export function toHeaders(given: NodeRequest['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith(':')) continue
    for (const one of [value].flat()) if (one !== undefined) headers.append(name, one)
  }
  return headers
}
