/** A browser's side of the Frontend API without a browser: it keeps cookies and sends forms. */
import type { RunningKeywright } from '@keywright/test-kit'

export interface FormClient {
  /** What the browser would send as `Cookie`. */
  cookies(): string
  post(path: string, form?: Record<string, string>): Promise<FormAnswer>
  /** Follows no redirect. */
  open(url: string): Promise<Response>
}

export interface FormAnswer {
  status: number
  body: ReturnType<typeof JSON.parse>
}

export function createFormClient({ url }: Pick<RunningKeywright, 'url'>, origin: string): FormClient {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function send(target: string, init: RequestInit): Promise<Response> {
    const response = await fetch(target, { ...init, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return response
  }

  return {
    cookies,
    open: (target) => send(target, { headers: { cookie: cookies(), accept: 'text/html' } }),
    async post(path, form = {}) {
      const headers = { origin, cookie: cookies(), 'content-type': 'application/x-www-form-urlencoded' }
      const body = new URLSearchParams(form).toString()
      const response = await send(`${url}${path}`, { method: 'POST', headers, body })
      return { status: response.status, body: await response.json() }
    },
  }
}
