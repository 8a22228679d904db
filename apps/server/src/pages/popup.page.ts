/** Where a window ends up that an app has sent to a provider: it tells the app's page what came of it (wire contract 8.4). */
import { type ClientState, isAllowedOrigin } from '../domains/clients/index.ts'
import type { Instance, InstanceDirectory } from '../domains/instances/index.ts'
import { openerOriginParameter } from '../domains/oauth-attempts/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import type { AssetPackage } from './asset-packages.ts'
import { htmlResponse } from './html-document.ts'
import { createInnerApi, type Frontend } from './inner-api.ts'
import { basePathOf, type Page } from './page.ts'
import { errorText } from './plain-page.ts'
import { destinationOf, originsOf, refusedTarget } from './portal.policy.ts'
import { readClient } from './portal.seed.ts'

export interface PopupDeps {
  directory: InstanceDirectory
  packages: Promise<readonly AssetPackage[]>
  frontend: Frontend
}

/** What the app's page is told: who is signed in, or where it goes on. */
type PopupMessage = { session: string } | { return_url: string }

export function createPopupPage({ directory, packages, frontend }: PopupDeps): Page {
  const own = packages.then((all) => all.find(({ name }) => name === '@keywright/pages'))

  return async (request) => {
    if (request.path !== '/popup-callback' || request.method !== 'GET') return undefined
    const instance = directory.byId(request.instanceId) ?? directory.default()
    const refused = refusedTarget(instance, request)
    if (refused !== undefined) return errorText(400, `This page does not lead to ${refused}.`)
    const api = createInnerApi(frontend, request)
    const returnUrl = request.url.searchParams.get('return_url')
    const targetOrigin = listenerOf(instance, request)
    const message = targetOrigin && messageOf(await readClient(instance, request, api), returnUrl)
    const home = destinationOf(instance, request, 'sign-in')
    return htmlResponse({
      title: instance.applicationName,
      assets: `${basePathOf(request)}/npm/@keywright/pages@${(await own)?.version}`,
      scripts: message ? ['popup.js'] : [],
      body: '<main class="portal"><p role="status">You can close this window.</p></main>',
      ...(message && { data: { message, home, targetOrigin } }),
      cookies: api.setCookies(),
    })
  }
}

/** Without an address to return to, the provider has led to the end of a sign-in. */
function messageOf(
  client: ClientState | null | undefined,
  returnUrl: string | null,
): PopupMessage | undefined {
  if (returnUrl) return { return_url: returnUrl }
  const session = client?.last_active_session_id
  return session ? { session } : undefined
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
