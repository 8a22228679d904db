/** Puts a call into the form that its route has on the wire. */
import type { AnyRoute } from '@keywright/contract'

export interface CallParts {
  params?: object
  query?: object
  body?: unknown
  signal?: AbortSignal
}

export interface Credentials {
  baseUrl: string
  key?: string
  clientToken?: unknown
  token?: string | undefined
}

/** Browsers ask first before they send these methods to another origin; POST with `_method` spares the question. */
const tunnelled = new Set(['put', 'patch', 'delete'])

export function writeRequest(route: AnyRoute, parts: CallParts, credentials: Credentials): Request {
  const isFrontend = route.audience === 'frontend'
  const isTunnelled = isFrontend && tunnelled.has(route.method)
  const url = new URL(credentials.baseUrl.replace(/\/$/, '') + fillPath(route.path, parts.params))
  for (const [name, value] of flatten(parts.query)) url.searchParams.append(name, value)
  if (isTunnelled) url.searchParams.set('_method', route.method.toUpperCase())
  if (isFrontend && credentials.clientToken !== undefined) url.searchParams.set('_is_native', '1')
  const { body, contentType } = writeBody(route, parts.body)
  const headers = new Headers(contentType === undefined ? {} : { 'content-type': contentType })
  const authorization = isFrontend ? credentials.token : credentials.key && `Bearer ${credentials.key}`
  if (authorization) headers.set('authorization', authorization)
  return new Request(url, {
    method: isTunnelled ? 'POST' : route.method.toUpperCase(),
    headers,
    ...(isFrontend ? { credentials: 'include' } : {}),
    ...(body === undefined ? {} : { body }),
  })
}

function fillPath(path: string, params: object = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value: unknown = Reflect.get(params, name)
    // Without this, a missing id, or a step upwards, would turn the call into one of the list above it.
    if (typeof value !== 'string' || /^\.{0,2}$/.test(value))
      throw new TypeError(`Keywright: the path parameter ${name} is missing.`)
    return encodeURIComponent(value)
  })
}

/** What is absent is left out, lists are repeated, `null` is the empty text, objects are JSON. */
function flatten(fields: object = {}): [name: string, value: string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .flatMap((one: unknown) => (one === undefined ? [] : [[name, textOf(one)] satisfies [string, string]])),
  )
}

function textOf(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function writeBody(
  route: AnyRoute,
  body: unknown,
): { body?: string | URLSearchParams | FormData; contentType?: string } {
  if (body === undefined || route.method === 'get' || route.method === 'delete') return {}
  if (route.bodyKind === 'json') return { body: JSON.stringify(body), contentType: 'application/json' }
  if (route.bodyKind === 'form') return { body: new URLSearchParams(flatten(body as object)) }
  const { file } = body as { file: { bytes: Uint8Array<ArrayBuffer>; contentType: string } }
  const form = new FormData()
  form.set('file', new Blob([file.bytes], { type: file.contentType }))
  return { body: form }
}
