/** Where a window ends up that an app has sent to a provider: it tells the app's page what came of it (wire contract 8.4). */
import { isAllowedOrigin } from '../domains/clients/index.ts'
import type { Instance, InstanceDirectory } from '../domains/instances/index.ts'
import { createdSessionParameter, openerOriginParameter } from '../domains/oauth-attempts/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import type { AssetPackage } from './asset-packages.ts'
import { htmlResponse } from './html-document.ts'
import { basePathOf, type Page } from './page.ts'
import { errorText } from './plain-page.ts'
import { destinationOf, originsOf, refusedTarget } from './portal.policy.ts'

export interface PopupDeps {
  directory: InstanceDirectory
  packages: Promise<readonly AssetPackage[]>
}

/** What the app's page is told: who is signed in, or where it goes on. */
type PopupMessage = { session: string } | { return_url: string }

export function createPopupPage({ directory, packages }: PopupDeps): Page {
  const own = packages.then((all) => all.find(({ name }) => name === '@keywright/pages'))

  return async (request) => {
    if (request.path !== '/popup-callback' || request.method !== 'GET') return undefined
    const instance = directory.byId(request.instanceId) ?? directory.default()
    const refused = refusedTarget(instance, request)
    if (refused !== undefined) return errorText(400, `This page does not lead to ${refused}.`)
    const targetOrigin = listenerOf(instance, request)
    const message = targetOrigin && messageOf(request.url.searchParams)
    const home = destinationOf(instance, request, 'sign-in')
    return htmlResponse({
      title: instance.applicationName,
      assets: `${basePathOf(request)}/npm/@keywright/pages@${(await own)?.version}`,
      scripts: message ? ['popup.js'] : [],
      body: '<main class="portal"><p role="status">You can close this window.</p></main>',
      ...(message && { data: { message, home, targetOrigin } }),
    })
  }
}

/**
 * Without an address to return to, the provider has led to the end of a sign-in, and the way back has named its session.
 * Whoever writes one here tells it to a page that has none of that name.
 */
function messageOf(parameters: URLSearchParams): PopupMessage | undefined {
  const returnUrl = parameters.get('return_url')
  if (returnUrl) return { return_url: returnUrl }
  const session = parameters.get(createdSessionParameter) ?? ''
  return /^sess_\w{1,64}$/.test(session) ? { session } : undefined
}

/**
 * Who may hear it. Any page can open this one, and would learn whether its visitor is signed in: so it is the page that is
 * gone back to, or the one that began, which the way to the provider has noted down.
 */
function listenerOf(instance: Instance, { url, info }: HttpRequest): string | undefined {
  const { searchParams } = url
  const returnUrl = searchParams.get('return_url')
  if (returnUrl) return originsOf([returnUrl])[0]
  const origin = searchParams.get(openerOriginParameter) ?? ''
  return isAllowedOrigin(instance, info, origin) ? origin : undefined
}
