/** Asks a Koa app, which knows Node's requests only, from web-standard requests; no socket is opened. */
import type { RequestListener } from 'node:http'

export interface KoaRequest {
  method: string
  /** As the browser knows it. */
  url: URL
  /** The part of the path above the app. */
  mountPath: string
  headers: Readonly<Record<string, string>>
  body?: string | undefined
}

const hopByHop = new Set(['connection', 'date', 'content-length', 'transfer-encoding'])

export async function askKoa(app: RequestListener, request: KoaRequest): Promise<Response> {
  const { inject } = await import('light-my-request')
  const { method, url, mountPath, headers, body } = request
  const mounted: RequestListener = (req, res) =>
    app(Object.assign(req, { originalUrl: mountPath + req.url }), res)
  const answer = await inject(mounted, {
    method: method as 'GET',
    url: url.pathname.slice(mountPath.length) + url.search,
    headers: { ...headers, host: url.host, 'x-forwarded-proto': url.protocol.replace(':', '') },
    ...(body !== undefined && { payload: body }),
  })
  return new Response(answer.rawPayload.length === 0 ? null : new Uint8Array(answer.rawPayload), {
    status: answer.statusCode,
    headers: Object.entries(answer.headers)
      .filter(([name]) => !hopByHop.has(name))
      .flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, String(one)])),
  })
}
