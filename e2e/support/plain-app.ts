/**
 * An app without a framework: static pages that load clerk-js and its components from the Keywright server by script
 * tags, as the official documentation has it for plain JavaScript.
 */
import { type PageServer, servePages } from './page-server.ts'

export interface PlainAppOptions {
  publishableKey: string
  /** Where clerk-js sends its calls; absent: to the host in the key. */
  proxyUrl?: string
  /** Absent: a free one. */
  port?: number
  /** Where the scripts come from. */
  scriptsFrom: string
}

/** Serves the app on a free port. */
export async function startPlainApp(options: PlainAppOptions): Promise<PageServer> {
  return servePages((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(options))
  }, options.port)
}

function page({ publishableKey, proxyUrl, scriptsFrom }: PlainAppOptions): string {
  const npm = `${scriptsFrom}/npm/@clerk`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Plain app</title>
<meta name="viewport" content="width=device-width">
<script defer crossorigin="anonymous" src="${npm}/ui@1/dist/ui.browser.js"></script>
<script defer crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}"
  ${proxyUrl === undefined ? '' : `data-clerk-proxy-url="${proxyUrl}"`}
  src="${npm}/clerk-js@6/dist/clerk.browser.js"></script>
</head><body>
<h1>Plain app</h1><p id="who"></p><div id="app"></div>
<script type="module">
const app = document.querySelector('#app')
const who = document.querySelector('#who')
await Clerk.load({ ui: { ClerkUI: window.__internal_ClerkUICtor }, telemetry: false, signInUrl: '/sign-in', signUpUrl: '/sign-up' })
const path = location.pathname
Clerk.addListener(({ user }) => {
  who.textContent = user ? 'Signed in as ' + user.primaryEmailAddress?.emailAddress : 'Signed out'
})
// Without a router of the app's own, steps by path are loads of the page, which lose what the step before wanted to say.
const asked = new URLSearchParams(location.search)
const signIn = asked.has('steps-by-hash') ? { routing: 'hash' } : { routing: 'path', path: '/sign-in' }
const flow = asked.has('in-a-window') ? { oauthFlow: 'popup' } : {}
if (path.startsWith('/sign-in')) Clerk.mountSignIn(app, { ...signIn, ...flow })
else if (path.startsWith('/sign-up')) Clerk.mountSignUp(app, { routing: 'path', path: '/sign-up', ...flow })
else if (path.startsWith('/profile') && Clerk.user) Clerk.mountUserProfile(app, { routing: 'path', path: '/profile' })
else if (path.startsWith('/organization') && Clerk.user) mountOrganizations(path)
else if (Clerk.user) Clerk.mountUserButton(app)
else if (path === '/members') await Clerk.redirectToSignIn()

/** Pages of organizations, and which of them is active, in this page and in its token. */
function mountOrganizations(path) {
  const active = document.body.appendChild(document.createElement('p'))
  Clerk.addListener(({ organization }) => {
    active.textContent = organization ? 'Works for ' + organization.name : 'Works alone'
  })
  if (path.startsWith('/organization/profile'))
    Clerk.mountOrganizationProfile(app, { routing: 'path', path: '/organization/profile' })
  else if (path === '/organization/create') Clerk.mountCreateOrganization(app, { routing: 'hash' })
  else if (path === '/organization/list') Clerk.mountOrganizationList(app, {})
  else Clerk.mountOrganizationSwitcher(app, { organizationProfileMode: 'navigation', organizationProfileUrl: '/organization/profile' })
}
</script></body></html>`
}
