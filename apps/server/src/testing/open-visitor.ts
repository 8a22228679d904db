/** Somebody who opens pages of the server under test: keeps cookies, follows nothing by itself. */
import type { TestApp } from './test-app.ts'

export interface Visitor {
  visit(url: string, form?: Record<string, string>): Promise<Response>
  /** Through a played provider: from the authorization request to where the answer is sent. */
  choose(url: string, form: Record<string, string>): Promise<Response>
}

export function openVisitor(app: TestApp): Visitor {
  const jar = new Map<string, string>()

  async function visit(url: string, form?: Record<string, string>): Promise<Response> {
    const { pathname, search } = new URL(url, app.publicUrl)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.fetch(pathname + search, {
      headers: { accept: 'text/html', cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
      jar.set(name, value)
    }
    return response
  }

  return {
    visit,
    async choose(url, form) {
      const chooser = await visit(url)
      const onward = await visit(chooser.headers.get('location') ?? '', form)
      const [, target = ''] = /content="0;url=([^"]+)"/.exec(await onward.text()) ?? []
      return await visit(target)
    },
  }
}
