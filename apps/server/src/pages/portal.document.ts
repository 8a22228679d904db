/** The portal's pages as HTML: a component as the server draws it, and what brings it to life. */
import type { EnvironmentWire } from '@keywright/contract'
import { accountsHost, type Instance } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import type { Components, RenderedComponent } from './components.ts'
import { htmlResponse, type Policy } from './html-document.ts'
import { basePathOf } from './page.ts'

const titles = { 'sign-in': 'Sign in', 'sign-up': 'Sign up', user: 'Your account' }

export type PortalView = keyof typeof titles

export interface PortalFacts {
  view: PortalView
  instance: Instance
  environment: EnvironmentWire
  request: HttpRequest
  /** Our scripts and styles, as the browser reaches them. */
  assets: string
  components: Components | undefined
  /** Where this server is by its configuration; users' images come from there. */
  serverUrl: string
  /** Where the page may lead afterwards. */
  redirectOrigins: readonly string[]
}

/** Makes the page of a view; without the components, one that says how to build them. */
export async function portalDocument(facts: PortalFacts): Promise<Response> {
  const { view, instance, request, assets, components } = facts
  const title = `${titles[view]} · ${instance.applicationName}`
  if (!components) return htmlResponse({ title, assets, scripts: [], body: notBuilt, status: 501 })
  const base = basePathOf(request)
  const folder = `${base}/npm/${components.files.name}@${components.files.version}`
  const drawn = await drawView(facts, components, base)
  const frontendApi = frontendApiOf(instance, request)
  return htmlResponse({
    ...{ title, assets, style: 'portal.css', scripts: ['portal.js'] },
    body: `<main class="portal"><div id="view">${drawn?.html ?? waiting}</div></main>`,
    head: headOf(folder, drawn),
    data: {
      ...{ view, base, redirectOrigins: facts.redirectOrigins },
      ...{ script: `${folder}/keywright.js`, publishableKey: instance.publishableKey, url: frontendApi },
      home: instance.settings.paths.home_url || instance.homeOrigin || '',
    },
    policy: portalPolicy(facts, frontendApi),
  })
}

const waiting = '<p class="waiting" role="status">Loading …</p>'

/** The first step, which is the same for everybody; a profile is nobody's before it is known who asks. */
async function drawView(
  { view, environment, request }: PortalFacts,
  components: Components,
  base: string,
): Promise<RenderedComponent | undefined> {
  // A later step, or a visitor who is signed in already, is drawn by the page itself.
  if (view === 'user' || request.path !== `/${view}`) return undefined
  const { renderSignIn, renderSignUp } = await components.renderer()
  const render = view === 'sign-in' ? renderSignIn : renderSignUp
  const urls = { signInUrl: withTarget('/sign-in', request), signUpUrl: withTarget('/sign-up', request) }
  return render(environment, { routing: 'path', path: `${base}/${view}`, ...urls })
}

/** Another page of the portal: whoever goes there is still wanted back where this one leads. */
function withTarget(path: string, { url, info }: HttpRequest): string {
  const page = new URL(`${info.publicUrl}${path}`)
  const target = url.searchParams.get('redirect_url')
  if (target) page.searchParams.set('redirect_url', new URL(target, page).href)
  return page.href
}

function headOf(folder: string, drawn: RenderedComponent | undefined): string {
  const { css = ['styles.css'], preload = [] } = drawn ?? {}
  const styles = css.map((name) => `<link rel="stylesheet" href="${escapeHtml(`${folder}/${name}`)}">`)
  const modules = ['keywright.js', ...preload].map(
    (name) => `<link rel="modulepreload" href="${escapeHtml(`${folder}/${name}`)}">`,
  )
  return [...styles, ...modules, ''].join('\n')
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

function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin))]
}

/**
 * Where the page's calls go: in production, and over https on the instance's own hosts, to the host in the key, which
 * shares its cookies with the app. Else, and behind an app's proxy, to the address the page came from.
 */
function frontendApiOf(instance: Instance, { info }: HttpRequest): string {
  const { environmentType, frontendHost } = instance
  const isOwnHost = info.secure && new URL(info.publicUrl).host === accountsHost(instance)
  const isByKey = !info.proxied && (environmentType === 'production' || isOwnHost)
  return isByKey ? `https://${frontendHost}` : info.publicUrl
}
