/** The portal's pages as HTML: a component as the server draws it, and what brings it to life. */
import type { EnvironmentWire } from '@keywright/contract'
import type { ClientState } from '../domains/clients/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { escapeHtml } from '../platform/mail/html.ts'
import type { PlainOutcome } from './components.ts'
import { compressText } from './compress-asset.ts'
import {
  documentHeaders,
  documentText,
  type HtmlDocument,
  htmlResponse,
  type Policy,
} from './html-document.ts'
import { basePathOf } from './page.ts'
import type { PlainFacts } from './portal.forms.ts'
import {
  destinationOf,
  frontendApiOf,
  isAuthView,
  isOrganizationView,
  originsOf,
  type PortalPlace,
  type PortalView,
} from './portal.policy.ts'
import { isStranger, seedOf } from './portal.seed.ts'

const titles: Record<PortalView, string> = {
  ...{ 'sign-in': 'Sign in', 'sign-up': 'Sign up', user: 'Your account' },
  ...{ organization: 'Organization', 'create-organization': 'New organization' },
  ...{ organizations: 'Your organizations', task: 'Choose an organization' },
}

export interface PortalFacts extends PlainFacts {
  /** Our scripts and styles, as the browser reaches them. */
  assets: string
  icon: string
  /** Where this server is by its configuration; users' images come from there. */
  serverUrl: string
  /** Where the page may lead afterwards. */
  redirectOrigins: readonly string[]
}

/** The page of a step: as it was drawn for everybody, or, where it is drawn by the page itself, for those without scripts. */
export async function portalDocument(
  facts: PortalFacts,
  known: ClientState | null | undefined,
  outcome: PlainOutcome,
): Promise<Response> {
  const { place, instance, environment, request } = facts
  const asksLater = known === undefined && isStranger(instance, request, place)
  const client = asksLater ? null : known
  const folder = folderOf(facts)
  const isStart = outcome.kind === 'page' && outcome.step === 'start' && !outcome.hasFault
  const isFirst = isStart && place.part === ''
  const document = documentOf(facts, {
    scripts: [`${folder}/${isOrganizationView(place.view) ? 'organizations' : place.view}.js`],
    body: isFirst ? await drawFirst(facts, client) : waiting + withoutScripts(outcome),
    head: isFirst ? firstHead(folder, facts) : laterHead(folder, facts),
    data: {
      ...{ view: place.view, base: basePathOf(request), asksLater },
      ...{ url: frontendApiOf(instance, request), redirectOrigins: facts.redirectOrigins },
      publishableKey: instance.publishableKey,
      home: instance.settings.paths.home_url || instance.homeOrigin || '',
      seed: seedOf(environment, client),
    },
  })
  return client ? htmlResponse(document) : await compressedResponse(document, request)
}

/** The answer to a form that led nowhere else. It works by forms from here on, until the next page. */
export function plainDocument(facts: PortalFacts, outcome: PlainOutcome): Response {
  const isFault = outcome.kind === 'page' && outcome.hasFault
  return htmlResponse({
    ...documentOf(facts, {
      scripts: [],
      body: htmlOf(outcome),
      head: `<link rel="stylesheet" href="${escapeHtml(`${folderOf(facts)}/plain.css`)}">\n${refreshOf(outcome)}`,
    }),
    status: isFault ? 422 : 200,
  })
}

/** Without the components, a page that says how to build them. */
export function missingDocument({ place, instance, assets }: Omit<PortalFacts, 'components'>): Response {
  const title = titleOf(place, instance.applicationName)
  return htmlResponse({ title, assets, scripts: [], body: notBuilt, status: 501 })
}

const titleOf = ({ view }: PortalPlace, name: string) => `${titles[view]} · ${name}`

function documentOf(
  facts: PortalFacts,
  content: Pick<HtmlDocument, 'scripts' | 'body' | 'head' | 'data'>,
): HtmlDocument {
  const { place, instance, assets, icon, api } = facts
  return {
    ...{ assets, icon, ...content },
    title: titleOf(place, instance.applicationName),
    cookies: api.setCookies(),
    style: `${folderOf(facts)}/portal.css`,
    body: `<main class="portal"><div id="view">${content.body}</div></main>`,
    policy: portalPolicy(facts),
  }
}

function folderOf({ request, components: { files } }: PortalFacts): string {
  return `${basePathOf(request)}/npm/${files.name}@${files.version}/portal`
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

/** The page draws a later step itself, and a profile; who has no scripts gets a step that works by forms. */
function withoutScripts(outcome: PlainOutcome): string {
  return `<noscript>${htmlOf(outcome)}</noscript>`
}

function htmlOf(outcome: PlainOutcome): string {
  if (outcome.kind === 'provider')
    return `<a class="kw-button" data-variant="primary" href="${escapeHtml(outcome.url)}">Continue</a>`
  return outcome.kind === 'page' ? outcome.html : goOn
}

/** A provider is gone to from a page of its own: the policy holds a form to our own pages, wherever its answer leads. */
function refreshOf(outcome: PlainOutcome): string {
  if (outcome.kind !== 'provider') return ''
  return `<meta http-equiv="refresh" content="0;url=${escapeHtml(outcome.url)}">\n`
}

/** Somebody was led here by a mail or by a provider; sending the form takes them on. */
const goOn =
  '<form class="go-on" method="post"><button class="kw-button" type="submit">Continue</button></form>'

/** The first step, which comes to life as it is. */
async function drawFirst(
  { place: { view }, environment, request, components }: PortalFacts,
  client: ClientState | null | undefined,
): Promise<string> {
  const { renderSignIn, renderSignUp } = await components.renderer()
  const render = view === 'sign-in' ? renderSignIn : renderSignUp
  const urls = { signInUrl: withTarget('/sign-in', request), signUpUrl: withTarget('/sign-up', request) }
  return render(environment, { routing: 'path', path: `${basePathOf(request)}/${view}`, ...urls }, client)
    .html
}

/** Another page of the portal: whoever goes there is still wanted back where this one leads. */
function withTarget(path: string, { url, info }: HttpRequest): string {
  const page = new URL(`${info.publicUrl}${path}`)
  const target = url.searchParams.get('redirect_url')
  if (target) page.searchParams.set('redirect_url', new URL(target, page).href)
  return page.href
}

const preloads = (folder: string, names: readonly string[]) =>
  names.map((name) => `<link rel="modulepreload" href="${escapeHtml(`${folder}/${name}`)}">\n`).join('')

function firstHead(folder: string, { place: { view }, environment }: PortalFacts): string {
  return hasProviders(environment) ? preloads(folder, [`${view}-social.js`]) : ''
}

const hasProviders = ({ user_settings: { social } }: EnvironmentWire): boolean =>
  Object.values(social).some(({ enabled }) => enabled)

/** What a later step needs, and no first one does. */
function laterHead(folder: string, { place: { view, part }, environment }: PortalFacts): string {
  const style = `<link rel="stylesheet" href="${escapeHtml(`${folder}/plain.css`)}">`
  const later = part === 'sso-callback' ? 'sso-callback.app.js' : `${view}.later.js`
  const shared = view === 'sign-in' ? ['sign-up.app.js', 'steps.js'] : ['steps.js']
  const social = hasProviders(environment) ? ['social.js'] : []
  const modules = isAuthView(view) ? [...shared, later, ...social].map((name) => `${view}-${name}`) : []
  return `${preloads(folder, modules)}<noscript>${style}</noscript>\n`
}

const notBuilt = `<main class="portal"><section class="card">
<h1>The sign-in components are not there</h1>
<p>This page shows <code>@keywright/ui</code>, and this server does not find it built.
In a clone of the repository, <code>npm start</code> builds it; else install it beside the server:</p>
<pre><code>npm install @keywright/ui</code></pre>
</section></main>`

/** Browsers hold a form to its policy all the way: also to where the answer leads. */
function portalPolicy({ place, instance, request, environment, serverUrl }: PortalFacts): Policy {
  const { logo_image_url, favicon_image_url } = instance.settings.branding
  const frontendApi = frontendApiOf(instance, request)
  const marks = Object.values(environment.user_settings.social).map(({ logo_url }) => logo_url ?? '')
  const images = originsOf([frontendApi, serverUrl, logo_image_url, favicon_image_url, ...marks])
  const led = originsOf([frontendApi, destinationOf(instance, request, place.view)])
  const own = new URL(request.info.publicUrl).origin
  return {
    'img-src': ["'self'", 'data:', 'blob:', ...images],
    'connect-src': ["'self'", ...originsOf([frontendApi])],
    'form-action': ["'self'", ...led.filter((origin) => origin !== own)],
    'require-trusted-types-for': ["'script'"],
  }
}
