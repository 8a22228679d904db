/** A page without a bundler that shows our components: what somebody writes who has read the README, and no more. */
import type { RunningKeywright } from '@keywright/test-kit'
import { type PageServer, servePages } from './page-server.ts'

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
): Promise<PageServer> {
  return servePages((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html(keywright, element))
  })
}
