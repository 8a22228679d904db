import type { TestApp } from './test-app.ts'
import type { BrowserAnswer, TestBrowser } from './test-browser.ts'

/** Longer than an entrance takes. */
const entranceMilliseconds = 150

/**
 * A call whose headers have arrived and whose body is held back, by the will of the caller: it has been let in, and what it
 * does it does later, with what was true of its client then.
 */
export async function holdCall(app: TestApp, browser: TestBrowser, path: string) {
  const body = new TransformStream<Uint8Array, Uint8Array>()
  const init = {
    ...{ method: 'POST', body: body.readable, duplex: 'half' },
    headers: {
      ...{ cookie: [...browser.jar].map((pair) => pair.join('=')).join('; '), origin: browser.origin },
      'content-type': 'application/x-www-form-urlencoded',
    },
  } as RequestInit
  const answering = app.app.fetch(new Request(app.publicUrl + path, init), {
    remoteAddress: '127.0.0.1',
    encrypted: false,
  })
  await new Promise((resolve) => setTimeout(resolve, entranceMilliseconds))

  return {
    async send(form: string): Promise<Pick<BrowserAnswer, 'status' | 'body'>> {
      const writer = body.writable.getWriter()
      if (form !== '') await writer.write(new TextEncoder().encode(form))
      await writer.close()
      const response = await answering
      return { status: response.status, body: await response.json() }
    },
  }
}
