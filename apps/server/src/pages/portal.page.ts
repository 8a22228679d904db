/**
 * The account portal: sign-in, sign-up and profile pages under the server's own address. For the time being they show
 * the official components; `portalDocument` is all that knows so.
 */
import { isAllowedRedirect } from '../domains/clients/index.ts'
import type { Instance, InstanceDirectory } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import { newToken } from '../platform/random.ts'
import type { AssetPackage } from './asset-packages.ts'
import { htmlResponse } from './html-document.ts'
import { basePathOf, type Page } from './page.ts'
import { errorText } from './plain-page.ts'

export interface PortalDeps {
  directory: InstanceDirectory
  packages: Promise<readonly AssetPackage[]>
}

/** What a portal address shows. Sign-in, sign-up and profile have steps below their own path. */
const views = { '/sign-in': 'sign-in', '/sign-up': 'sign-up', '/user': 'user' } as const
const callbacks = { '/sso-callback': 'sso-callback', '/popup-callback': 'popup-callback' } as const
const titles = {
  'sign-in': 'Sign in',
  'sign-up': 'Sign up',
  user: 'Your account',
  'sso-callback': 'Signing in',
  'popup-callback': 'Signing in',
}

type View = keyof typeof titles

export function createPortalPage({ directory, packages }: PortalDeps): Page {
  return async (request) => {
    const view = viewAt(request.path)
    if (request.method !== 'GET' || view === undefined) return undefined
    const instance = directory.byId(request.instanceId) ?? directory.default()
    const refused = refusedTarget(instance, request)
    if (refused !== undefined) return refuseTarget(refused)
    const installed = await packages
    return portalDocument(view, instance, request, installed)
  }
}

function viewAt(path: string): View | undefined {
  const callback = Object.entries(callbacks).find(([at]) => path === at)
  if (callback) return callback[1]
  return Object.entries(views).find(([at]) => path === at || path.startsWith(`${at}/`))?.[1]
}

/** Parameters that say where somebody goes afterwards (clerk-js reads them all). */
const targets =
  /^(redirect_url|return_url|after_sign_(in|up)_url|sign_(in|up)_(force|fallback)_redirect_url)$/

/** A sign-in page that leads anywhere else is what phishing looks for: the page is ours, the next one is not. */
function refusedTarget(instance: Instance, { url, info }: HttpRequest): string | undefined {
  const given = [...url.searchParams].filter(([name, value]) => targets.test(name) && value !== '')
  return given.find(([, value]) => !isAllowedRedirect(instance, info, absolute(value, info.publicUrl)))?.[1]
}

function absolute(target: string, publicUrl: string): string {
  return URL.canParse(target, publicUrl) ? new URL(target, publicUrl).href : target
}

function refuseTarget(target: string): Response {
  return errorText(
    400,
    [
      `This page does not lead to ${target}: its origin is not allowed.`,
      'Add it to the setting origins.allowed of the instance, or correct the link that led here.',
    ].join('\n'),
  )
}

/** The seam: which components are shown, and how they are loaded. */
function portalDocument(
  view: View,
  instance: Instance,
  request: HttpRequest,
  packages: readonly AssetPackage[],
): Response {
  const base = basePathOf(request)
  const npm = (name: string) => {
    const version = packages.find((candidate) => candidate.name === name)?.version
    return version === undefined ? undefined : `${base}/npm/${name}@${version}`
  }
  const title = `${titles[view]} · ${instance.applicationName}`
  const assets = npm('@keywright/pages') ?? ''
  const [core, ui] = [npm('@clerk/clerk-js'), npm('@clerk/ui')]
  if (core === undefined || ui === undefined)
    return htmlResponse({ title, assets, scripts: [], body: notInstalled, status: 501 })
  const nonce = newToken()
  const frontendApi = frontendApiOf(instance, request)
  const data = {
    view,
    base,
    nonce,
    home: instance.settings.paths.home_url || instance.homeOrigin || '',
    redirectOrigins: redirectOrigins(instance, request),
  }
  const keys = [
    `data-clerk-publishable-key="${escapeHtml(instance.publishableKey)}"`,
    ...(frontendApi.proxyUrl === undefined
      ? []
      : [`data-clerk-proxy-url="${escapeHtml(frontendApi.proxyUrl)}"`]),
  ].join(' ')
  return htmlResponse({
    title,
    assets,
    head: [
      `<script defer crossorigin="anonymous" src="${ui}/dist/ui.browser.js"></script>`,
      `<script defer crossorigin="anonymous" ${keys} src="${core}/dist/clerk.browser.js"></script>\n`,
    ].join('\n'),
    scripts: ['portal.js'],
    body: '<main class="portal"><div id="view"><p class="waiting" role="status">Loading …</p></div></main>',
    data,
    policy: {
      // The official components write their styles into elements of their own, which the nonce lets pass.
      'style-src': ["'self'", `'nonce-${nonce}'`],
      'img-src': ["'self'", 'data:', 'blob:', ...imageOrigins(instance), ...frontendApi.origins],
      'connect-src': ["'self'", ...frontendApi.origins],
      // Their timers run in a worker made from text.
      'worker-src': ['blob:'],
    },
  })
}

const notInstalled = `<main class="portal"><section class="card">
<h1>The sign-in components are not installed</h1>
<p>This page shows <code>@clerk/clerk-js</code> and <code>@clerk/ui</code>, and this server does not find them.
Install both beside it and start it again:</p>
<pre><code>npm install @clerk/clerk-js @clerk/ui</code></pre>
</section></main>`

/**
 * Where the page's calls go: in development, and behind an app's proxy, to the address the page came from. In production
 * to the host in the key, which shares its cookies with the app.
 */
function frontendApiOf({ environmentType, frontendHost }: Instance, { info }: HttpRequest) {
  if (environmentType !== 'production' || info.proxied) return { proxyUrl: info.publicUrl, origins: [] }
  return { proxyUrl: undefined, origins: [`https://${frontendHost}`] }
}

function redirectOrigins(instance: Instance, { url, info }: HttpRequest): string[] {
  const asked = [...url.searchParams]
    .filter(([name]) => targets.test(name))
    .map(([, value]) => absolute(value, info.publicUrl))
  const known = [
    instance.homeOrigin ?? '',
    instance.settings.paths.home_url,
    ...instance.settings.origins.allowed,
  ]
  const origins = [info.publicUrl, ...known, ...asked]
    .filter((text) => URL.canParse(text))
    .map((text) => new URL(text).origin)
  return [...new Set(origins)]
}

function imageOrigins({ settings }: Instance): string[] {
  const { logo_image_url, favicon_image_url } = settings.branding
  const urls = [logo_image_url, favicon_image_url].filter((text) => URL.canParse(text))
  return [...new Set(urls.map((text) => new URL(text).origin))]
}
