/** Somebody who opens pages of the server under test: keeps cookies, follows nothing by itself. */
import type { TestApp } from './test-app.ts'

export interface Visitor {
  visit(url: string, form?: Record<string, string>): Promise<Response>
  /** Through a played provider: from the authorization request to where the answer is sent. */
  choose(url: string, form: Record<string, string>): Promise<Response>
  /** The same, from the answer to the authorization request. */
  finish(authorized: Response, form: Record<string, string>): Promise<Response>
}

interface Cookie {
  pair: string
  path: string
}

export function openVisitor(app: TestApp): Visitor {
  const jar = new Map<string, Cookie>()

  async function visit(url: string, form?: Record<string, string>): Promise<Response> {
    const { pathname, search } = new URL(url, app.publicUrl)
    const fitting = [...jar.values()].filter(({ path }) => pathname.startsWith(path))
    const response = await app.fetch(pathname + search, {
      headers: { accept: 'text/html', cookie: fitting.map(({ pair }) => pair).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const path = /; path=([^;]+)/i.exec(line)?.[1] ?? '/'
      jar.set(`${path} ${pair.split('=')[0]}`, { pair, path })
    }
    return response
  }

  async function finish(authorized: Response, form: Record<string, string>): Promise<Response> {
    const onward = await visit(authorized.headers.get('location') ?? '', form)
    const [, target = ''] = /content="0;url=([^"]+)"/.exec(await onward.text()) ?? []
    return await visit(target)
  }

  return { visit, finish, choose: async (url, form) => await finish(await visit(url), form) }
}
