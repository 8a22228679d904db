/** The portal's pages as HTML: a component as the server draws it, and what brings it to life. */
import type { EnvironmentWire } from '@keywright/contract'
import type { ClientState } from '../domains/clients/index.ts'
import type { Instance } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import type { Components } from './components.ts'
import { compressText } from './compress-asset.ts'
import {
  documentHeaders,
  documentText,
  type HtmlDocument,
  htmlResponse,
  type Policy,
} from './html-document.ts'
import { basePathOf } from './page.ts'
import { frontendApiOf, originsOf, type PortalPlace } from './portal.policy.ts'
import { seedOf } from './portal.seed.ts'

const titles = { 'sign-in': 'Sign in', 'sign-up': 'Sign up', user: 'Your account' }

export interface PortalFacts {
  place: PortalPlace
  instance: Instance
  environment: EnvironmentWire
  /** Who is signed in; `undefined` where the page must ask. */
  client: ClientState | null | undefined
  /** Whether the page may be shown as to somebody who was never here, and ask afterwards. */
  isStranger: boolean
  request: HttpRequest
  /** Our scripts and styles, as the browser reaches them. */
  assets: string
  icon: string
  /** `Set-Cookie` lines that go out with the page. */
  cookies: readonly string[]
  components: Components | undefined
  /** Where this server is by its configuration; users' images come from there. */
  serverUrl: string
  /** Where the page may lead afterwards. */
  redirectOrigins: readonly string[]
}

/** Makes the page of a view; without the components, one that says how to build them. */
export async function portalDocument(facts: PortalFacts): Promise<Response> {
  const { place, instance, request, assets, icon, components, isStranger } = facts
  const title = `${titles[place.view]} · ${instance.applicationName}`
  if (!components) return htmlResponse({ title, assets, scripts: [], body: notBuilt, status: 501 })
  const base = basePathOf(request)
  const folder = `${base}/npm/${components.files.name}@${components.files.version}/portal`
  const url = frontendApiOf(instance, request)
  const client = isStranger ? null : facts.client
  const document: HtmlDocument = {
    ...{ title, assets, icon, cookies: facts.cookies },
    style: `${folder}/portal.css`,
    scripts: [`${folder}/${place.view === 'user' ? 'user' : 'auth'}.js`],
    body: `<main class="portal"><div id="view">${await drawView(facts, components, base)}</div></main>`,
    head: headOf(folder, place),
    data: {
      ...{ view: place.view, base, url, redirectOrigins: facts.redirectOrigins },
      publishableKey: instance.publishableKey,
      home: instance.settings.paths.home_url || instance.homeOrigin || '',
      seed: seedOf(facts.environment, client),
      asksLater: isStranger,
    },
    policy: portalPolicy(facts, url),
  }
  return client ? htmlResponse(document) : await compressedResponse(document, request)
}

/** What tells nothing of the visitor: of anything else the length of the compressed text would tell (CVE-2013-3587). */
async function compressedResponse(document: HtmlDocument, { raw }: HttpRequest): Promise<Response> {
  const accepted = raw.headers.get('accept-encoding') ?? ''
  const { body, encoding } = await compressText(documentText(document), accepted)
  const headers = documentHeaders(document)
  if (encoding !== undefined) headers.set('content-encoding', encoding)
  return new Response(body, { headers })
}

const waiting = '<p class="waiting" role="status">Loading …</p>'

/** The first step, as nearly everybody sees it. A later one, and a profile, is drawn by the page itself. */
async function drawView(
  { place: { view, part }, environment, client, request }: PortalFacts,
  components: Components,
  base: string,
): Promise<string> {
  if (view === 'user' || part !== '') return waiting
  const { renderSignIn, renderSignUp } = await components.renderer()
  const render = view === 'sign-in' ? renderSignIn : renderSignUp
  const urls = { signInUrl: withTarget('/sign-in', request), signUpUrl: withTarget('/sign-up', request) }
  return render(environment, { routing: 'path', path: `${base}/${view}`, ...urls }, client).html
}

/** Another page of the portal: whoever goes there is still wanted back where this one leads. */
function withTarget(path: string, { url, info }: HttpRequest): string {
  const page = new URL(`${info.publicUrl}${path}`)
  const target = url.searchParams.get('redirect_url')
  if (target) page.searchParams.set('redirect_url', new URL(target, page).href)
  return page.href
}

/** What a later step needs, and no first one does. */
function headOf(folder: string, { view, part }: PortalPlace): string {
  if (view === 'user' || part === '') return ''
  const modules = ['steps.js', `${view}.later.js`]
  return modules
    .map((name) => `<link rel="modulepreload" href="${escapeHtml(`${folder}/${name}`)}">\n`)
    .join('')
}

const notBuilt = `<main class="portal"><section class="card">
<h1>The sign-in components are not there</h1>
<p>This page shows <code>@keywright/ui</code>, and this server does not find it built.
In a clone of the repository, <code>npm start</code> builds it; else install it beside the server:</p>
<pre><code>npm install @keywright/ui</code></pre>
</section></main>`

function portalPolicy({ instance, serverUrl }: PortalFacts, frontendApi: string): Policy {
  const { logo_image_url, favicon_image_url } = instance.settings.branding
  const images = originsOf([frontendApi, serverUrl, logo_image_url, favicon_image_url])
  return {
    'img-src': ["'self'", 'data:', 'blob:', ...images],
    'connect-src': ["'self'", ...originsOf([frontendApi])],
    'require-trusted-types-for': ["'script'"],
  }
}
