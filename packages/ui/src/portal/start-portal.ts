/** What all pages of the account portal do: read what the server wrote into them, and make their client of it. */
import { createKeywright, type Keywright, type KeywrightOptions } from '@keywright/js/light'

type UiModule = Awaited<ReturnType<NonNullable<KeywrightOptions['ui']>>>

/** The element `#page-data`, written by the server. */
interface PortalData {
  view: 'sign-in' | 'sign-up' | 'user' | 'organization' | 'create-organization' | 'organizations' | 'task'
  /** The path part under which the browser reaches the server. */
  base: string
  publishableKey: string
  url: string
  /** Where the page may lead, beside its own origin. */
  redirectOrigins: readonly string[]
  home: string
  seed: KeywrightOptions['seed']
  /** Whether the seed only supposes that nobody is signed in. */
  asksLater: boolean
}

export interface PortalPage {
  view: PortalData['view']
  /** Where the component goes. */
  node: HTMLElement
  /** An address of the portal. */
  at(path: string): string
}

/** Makes the client of a page of the portal, and shows what the page is there for. */
export function startPortal(
  ui: UiModule,
  show: (keywright: Keywright, page: PortalPage) => Promise<void> | void,
): void {
  const node = document.querySelector<HTMLElement>('#view')
  const text = document.querySelector('#page-data')?.textContent
  if (!node || !text || bringFragmentToServer()) return
  const data = JSON.parse(text) as PortalData
  const at = (path: string) => `${data.base}${path}`
  const keywright = createKeywright({ ...optionsOf(data, at), ui: async () => ui })
  Object.assign(globalThis, { Keywright: keywright })
  start(keywright, { view: data.view, node, at }, show).catch((error: unknown) => {
    showFault(node)
    reportError(error)
  })
  if (data.asksLater) setTimeout(() => askForClient(keywright), 0)
}

/** What was supposed of the visitor is made certain, behind the form that can be used already. */
function askForClient({ api }: Keywright): void {
  api.send({ method: 'GET', path: '/v1/client' }).catch(() => undefined)
}

async function start(
  keywright: Keywright,
  page: PortalPage,
  show: (keywright: Keywright, page: PortalPage) => Promise<void> | void,
): Promise<void> {
  await keywright.load()
  page.node.querySelector('.waiting')?.remove()
  await show(keywright, page)
}

/** What apps write into the address when they send somebody here; the client leads to allowed origins only. */
function optionsOf(data: PortalData, at: (path: string) => string): KeywrightOptions {
  const query = new URLSearchParams(location.search)
  const asked = (...names: string[]) => names.map((name) => query.get(name)).find((value) => value !== null)
  const usualUrl = data.home || at('/user')
  return {
    publishableKey: data.publishableKey,
    url: data.url,
    seed: data.seed,
    signInUrl: at('/sign-in'),
    signUpUrl: at('/sign-up'),
    userProfileUrl: at('/user'),
    signInForceRedirectUrl: asked('sign_in_force_redirect_url') ?? undefined,
    signUpForceRedirectUrl: asked('sign_up_force_redirect_url') ?? undefined,
    signInFallbackRedirectUrl: asked('sign_in_fallback_redirect_url', 'after_sign_in_url') ?? usualUrl,
    signUpFallbackRedirectUrl: asked('sign_up_fallback_redirect_url', 'after_sign_up_url') ?? usualUrl,
    afterSignOutUrl: at('/sign-in'),
    allowedRedirectOrigins: data.redirectOrigins,
  }
}

/**
 * Links of other components carry a step and where to go afterwards in the fragment, which the server does not see. It
 * checks it, so the page is asked for again with both in its address.
 */
function bringFragmentToServer(): boolean {
  const [, step = '', hidden = ''] = /^#\/?([\w-]*)\??(.*)$/.exec(location.hash) ?? []
  if (!step && !hidden) return false
  const target = new URL(location.href)
  target.hash = ''
  if (step) target.pathname += `/${step}`
  for (const [name, value] of new URLSearchParams(hidden)) target.searchParams.set(name, value)
  location.replace(target)
  return true
}

/** Says in words what went wrong; an empty page helps nobody. */
function showFault(node: HTMLElement): void {
  const paragraph = document.createElement('p')
  paragraph.className = 'fault'
  paragraph.setAttribute('role', 'alert')
  paragraph.textContent = 'This page could not be loaded. Reload it, or try again later.'
  node.replaceChildren(paragraph)
}
