/** A page without a bundler that shows our components: what somebody writes who has read the README, and no more. */
import type { RunningKeywright } from '@keywright/test-kit'
import { type PageServer, servePages } from './page-server.ts'

/** The same as tutorials write it for the official file: their attribute and their name, which is loaded by hand. */
const clerkHtml = ({ publishableKey, url }: RunningKeywright) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<script async crossorigin="anonymous" type="module" data-clerk-publishable-key="${publishableKey}"
  src="${url}/npm/@keywright/ui@latest/keywright.js"></script>
<script>
window.addEventListener('load', async function () {
  await Clerk.load()
  if (Clerk.isSignedIn) Clerk.mountUserButton(document.getElementById('app'))
  else Clerk.mountSignIn(document.getElementById('app'))
})
</script></head><body><div id="app"></div></body></html>`

/** Serves the page of the tutorials on a free port. */
export const startClerkScriptPage = (keywright: RunningKeywright): Promise<PageServer> =>
  serve(clerkHtml(keywright))

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
export const startScriptTagPage = (
  keywright: RunningKeywright,
  element = 'keywright-sign-in',
): Promise<PageServer> => serve(html(keywright, element))

function serve(page: string): Promise<PageServer> {
  return servePages((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
  })
}
