/** The portal's pages as HTML: which components they show, and how these are loaded. To show others, replace this file. */
import { accountsHost, type Instance } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import { newToken } from '../platform/random.ts'
import type { AssetPackage } from './asset-packages.ts'
import { htmlResponse, type Policy } from './html-document.ts'
import { basePathOf } from './page.ts'

const titles = {
  'sign-in': 'Sign in',
  'sign-up': 'Sign up',
  user: 'Your account',
  'sso-callback': 'Signing in',
  'popup-callback': 'Signing in',
}

export type PortalView = keyof typeof titles

export interface PortalFacts {
  view: PortalView
  instance: Instance
  request: HttpRequest
  packages: readonly AssetPackage[]
  /** Where this server is by its configuration; users' images come from there. */
  serverUrl: string
  /** Where the page may lead afterwards. */
  redirectOrigins: readonly string[]
}

/** Makes the page of a view; without the components, one that says how to install them. */
export function portalDocument(facts: PortalFacts): Response {
  const { view, instance, request, packages } = facts
  const base = basePathOf(request)
  const title = `${titles[view]} · ${instance.applicationName}`
  const [assets = '', core, ui] = ['@keywright/pages', '@clerk/clerk-js', '@clerk/ui'].map((name) =>
    npmUrl(packages, base, name),
  )
  if (core === undefined || ui === undefined)
    return htmlResponse({ title, assets, scripts: [], body: notInstalled, status: 501 })
  const frontendApi = frontendApiOf(instance, request)
  const nonce = newToken()
  return htmlResponse({
    ...{ title, assets, scripts: ['portal.js'], body },
    head: scriptTags(core, ui, instance.publishableKey, frontendApi.proxyUrl),
    data: {
      ...{ view, base, nonce, redirectOrigins: facts.redirectOrigins },
      home: instance.settings.paths.home_url || instance.homeOrigin || '',
    },
    policy: componentsPolicy(nonce, frontendApi.origins, imageOrigins(facts)),
  })
}

function npmUrl(packages: readonly AssetPackage[], base: string, name: string): string | undefined {
  const version = packages.find((candidate) => candidate.name === name)?.version
  return version === undefined ? undefined : `${base}/npm/${name}@${version}`
}

function scriptTags(core: string, ui: string, publishableKey: string, proxyUrl: string | undefined): string {
  const proxy = proxyUrl === undefined ? '' : ` data-clerk-proxy-url="${escapeHtml(proxyUrl)}"`
  const key = `data-clerk-publishable-key="${escapeHtml(publishableKey)}"`
  return [
    `<script defer crossorigin="anonymous" src="${ui}/dist/ui.browser.js"></script>`,
    `<script defer crossorigin="anonymous" ${key}${proxy} src="${core}/dist/clerk.browser.js"></script>\n`,
  ].join('\n')
}

/** Of the code field they use, which knows no nonce: an empty element it fills later, and one whose text is always this. */
const codeFieldStyles = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-KQDhUccuEkZUQDnfbVDeY+ev2LZ+73AQR7ro4JppAY8='",
]

function componentsPolicy(nonce: string, frontendApi: readonly string[], images: readonly string[]): Policy {
  return {
    // The official components write their styles into elements of their own, which the nonce lets pass.
    'style-src': ["'self'", `'nonce-${nonce}'`, ...codeFieldStyles],
    'img-src': ["'self'", 'data:', 'blob:', ...frontendApi, ...images],
    'connect-src': ["'self'", ...frontendApi],
    // Their timers run in a worker made from text.
    'worker-src': ['blob:'],
  }
}

const body = '<main class="portal"><div id="view"><p class="waiting" role="status">Loading …</p></div></main>'

const notInstalled = `<main class="portal"><section class="card">
<h1>The sign-in components are not installed</h1>
<p>This page shows <code>@clerk/clerk-js</code> and <code>@clerk/ui</code>, and this server does not find them.
Install both beside it and start it again:</p>
<pre><code>npm install @clerk/clerk-js @clerk/ui</code></pre>
</section></main>`

/**
 * Where the page's calls go: in production, and over https on the instance's own hosts, to the host in the key, which
 * shares its cookies with the app. Else, and behind an app's proxy, to the address the page came from.
 */
function frontendApiOf(instance: Instance, { info }: HttpRequest) {
  const { environmentType, frontendHost } = instance
  const isOwnHost = info.secure && new URL(info.publicUrl).host === accountsHost(instance)
  if (!info.proxied && (environmentType === 'production' || isOwnHost))
    return { proxyUrl: undefined, origins: [`https://${frontendHost}`] }
  return { proxyUrl: info.publicUrl, origins: [] }
}

function imageOrigins({ instance, serverUrl }: PortalFacts): string[] {
  const { logo_image_url, favicon_image_url } = instance.settings.branding
  const urls = [serverUrl, logo_image_url, favicon_image_url].filter((text) => URL.canParse(text))
  return [...new Set(urls.map((text) => new URL(text).origin))]
}
