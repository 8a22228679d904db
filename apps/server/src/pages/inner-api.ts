/**
 * The Frontend API as a page of ours calls it, for the browser that asked for the page: with its cookies, as its own script
 * would. What the answers change of them goes out with the page.
 */
import type { HttpRequest } from '../platform/http/http-request.ts'
import type { Router } from '../platform/http/router.ts'

export interface InnerCall {
  method: string
  path: string
  form?: URLSearchParams
}

export interface InnerApi {
  send(call: InnerCall): Promise<Response>
  /** The `Set-Cookie` lines of all answers so far. */
  setCookies(): readonly string[]
}

export type Frontend = Pick<Router<never>, 'handle'>

export function createInnerApi(frontend: Frontend, page: HttpRequest): InnerApi {
  const jar = new Map(readCookies(page.raw.headers.get('cookie') ?? ''))
  const lines: string[] = []

  function keep(setCookies: readonly string[]): void {
    lines.push(...setCookies)
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name, value] = splitPair(pair)
      if (attributes.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
  }

  return {
    setCookies: () => lines,
    async send({ method, path, form }) {
      const url = new URL(page.info.publicUrl + path)
      const headers = {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'sec-fetch-site': 'same-origin',
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      }
      const raw = new Request(url, { method, headers, ...(form && { body: form.toString() }) })
      const info = { ...page.info, origin: undefined }
      const answer = await frontend.handle({ raw, url, path, method, info, instanceId: page.instanceId })
      if (!answer) return new Response(null, { status: 404 })
      keep(answer.headers.getSetCookie())
      return answer
    },
  }
}

function readCookies(line: string): [name: string, value: string][] {
  return line
    .split(';')
    .map((pair) => splitPair(pair.trim()))
    .filter(([name]) => name !== '')
}

function splitPair(pair: string): [name: string, value: string] {
  const at = pair.indexOf('=')
  return at < 0 ? ['', ''] : [pair.slice(0, at), pair.slice(at + 1)]
}
