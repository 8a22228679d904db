/** What the account portal is asked for, where its calls go, and where it may lead afterwards. */
import { isAllowedRedirect } from '../domains/clients/index.ts'
import { accountsHost, type Instance, productionUrl } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'

/** What a portal address shows. Sign-in, sign-up and profiles have steps below their own path. */
const views = {
  '/sign-in': 'sign-in',
  '/sign-up': 'sign-up',
  '/user': 'user',
  '/organization': 'organization',
  '/create-organization': 'create-organization',
  '/organizations': 'organizations',
  '/tasks/choose-organization': 'task',
} as const

export type PortalView = (typeof views)[keyof typeof views]

/** Pages for whoever is not signed in yet: a server draws their first step, and they work without scripts. */
export const isAuthView = (view: PortalView): view is 'sign-in' | 'sign-up' =>
  view === 'sign-in' || view === 'sign-up'

/** Pages that are there where the instance has organizations. */
export const isOrganizationView = (view: PortalView): boolean => !isAuthView(view) && view !== 'user'

export interface PortalPlace {
  view: PortalView
  /** The step, as the address names it; empty for the first one. */
  part: string
}

export function placeAt(path: string): PortalPlace | undefined {
  const found = Object.entries(views).find(([at]) => path === at || path.startsWith(`${at}/`))
  return found && { view: found[1], part: path.slice(found[0].length + 1) }
}

/** Parameters that say where somebody goes afterwards (clerk-js reads them all). */
const targets =
  /^(redirect_url|return_url|after_sign_(in|up)_url|sign_(in|up)_(force|fallback)_redirect_url)$/

/** A sign-in page that leads anywhere else is what phishing looks for: the page is ours, the next one is not. */
export function refusedTarget(instance: Instance, { url, info }: HttpRequest): string | undefined {
  const given = [...url.searchParams].filter(([name, value]) => targets.test(name) && value !== '')
  return given.find(([, value]) => !isAllowedRedirect(instance, info, absolute(value, info.publicUrl)))?.[1]
}

function absolute(target: string, publicUrl: string): string {
  return target !== '' && URL.canParse(target, publicUrl) ? new URL(target, publicUrl).href : target
}

export function redirectOrigins(instance: Instance, { url, info }: HttpRequest): string[] {
  const asked = [...url.searchParams]
    .filter(([name]) => targets.test(name))
    .map(([, value]) => absolute(value, info.publicUrl))
  const known = [
    instance.homeOrigin ?? '',
    instance.settings.paths.home_url,
    ...instance.settings.origins.allowed,
  ]
  return originsOf([info.publicUrl, ...known, ...asked])
}

export function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).origin))]
}

/**
 * Where the page's calls go: in production, and over https on the instance's own hosts, to the host in the key, which
 * shares its cookies with the app. Else, and behind an app's proxy, to the address the page came from.
 */
export function frontendApiOf(instance: Instance, { info }: HttpRequest): string {
  const { environmentType, frontendHost } = instance
  const isOwnHost = info.secure && new URL(info.publicUrl).host === accountsHost(instance)
  const isByKey = !info.proxied && (environmentType === 'production' || isOwnHost)
  return isByKey ? productionUrl({ frontendHost }, info.publicUrl) : info.publicUrl
}

/** Whether the client's cookie lives on another host than the page. */
export function isElsewhere(instance: Instance, request: HttpRequest): boolean {
  return new URL(frontendApiOf(instance, request)).origin !== new URL(request.info.publicUrl).origin
}

/** The addresses of the portal's own pages, with where the visitor is wanted afterwards. */
export function pageAt(path: string, { url, info }: HttpRequest): string {
  return `${info.publicUrl}${path}${url.search}`
}

/** Where somebody goes who has signed in: what the address asks for, as far as it is allowed, else the app. */
export function destinationOf(instance: Instance, { url, info }: HttpRequest, view: PortalView): string {
  const prefix = view === 'sign-up' ? 'sign_up' : 'sign_in'
  const names = [
    `${prefix}_force_redirect_url`,
    'redirect_url',
    `${prefix}_fallback_redirect_url`,
    `after_${prefix}_url`,
  ]
  const asked = names.map((name) => url.searchParams.get(name) ?? '').filter((value) => value !== '')
  const home = instance.settings.paths.home_url || instance.homeOrigin || ''
  const [target] = [...asked, home]
    .map((value) => absolute(value, info.publicUrl))
    .filter((value) => value !== '' && isAllowedRedirect(instance, info, value))
  return target ?? `${info.publicUrl}/user`
}

/**
 * Whether a form comes from one of our own pages. Browsers say so of every form; what says nothing is refused, since it
 * comes with cookies that a stranger's page could make a browser send (CWE-352).
 */
export function isOwnForm(instance: Instance, { raw, info }: HttpRequest): boolean {
  const own = [info.publicUrl, ...(info.secure ? [`https://${accountsHost(instance)}`] : [])]
  if (info.origin !== undefined) return originsOf(own).includes(info.origin)
  return raw.headers.get('sec-fetch-site') === 'same-origin'
}
