/** A page without a bundler that shows our components: what somebody writes who has read the README, and no more. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RunningKeywright } from '@keywright/test-kit'

export interface ScriptTagPage {
  url: string
  stop(): Promise<void>
}

const html = ({ publishableKey, url }: RunningKeywright, element: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<script type="module" src="${url}/npm/@keywright/ui@latest/keywright.js"
  data-keywright-publishable-key="${publishableKey}"></script></head>
<body><p id="who"></p><${element}></${element}>
<script type="module">
Keywright.addListener(({ user }) => {
  document.querySelector('#who').textContent = user ? 'Hello ' + user.primaryEmailAddress.emailAddress : 'Hello stranger'
})
</script></body></html>`

/** Serves the page on a free port. */
export async function startScriptTagPage(
  keywright: RunningKeywright,
  element = 'keywright-sign-in',
): Promise<ScriptTagPage> {
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html(keywright, element))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
