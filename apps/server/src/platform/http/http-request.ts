import type { RequestInfo } from './request-info.ts'

/** A request as the routers see it: the web-standard request, its URL after prefixes were taken off, and who sent it. */
export interface HttpRequest {
  readonly raw: Request
  readonly url: URL
  /** The path a route is matched against: no instance prefix, no trailing slash. */
  readonly path: string
  /** The method after `_method` was applied. */
  readonly method: string
  /** The instance the request is for, by proxy key, host, path prefix or publishable key, else the default one. */
  readonly instanceId: string
  readonly info: RequestInfo
}

/** The one value of a header; `undefined` when it is absent. */
export function header(request: HttpRequest, name: string): string | undefined {
  return request.raw.headers.get(name) ?? undefined
}

/** The value of a cookie, the first if there are several of the name. */
export function cookie(request: HttpRequest, name: string): string | undefined {
  return cookies(request, name)[0]
}

/** Every value of a cookie name, in the order sent: browsers send one per path and domain it was set for. */
export function cookies(request: HttpRequest, name: string): string[] {
  const line = request.raw.headers.get('cookie')
  if (line === null) return []
  return line
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}
