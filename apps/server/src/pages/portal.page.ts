/** The account portal: sign-in, sign-up and profile pages under the server's own address. */
import { isAllowedRedirect } from '../domains/clients/index.ts'
import type { EnvironmentService } from '../domains/environment/index.ts'
import type { Instance, InstanceDirectory } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import type { AssetPackage } from './asset-packages.ts'
import type { Components } from './components.ts'
import { basePathOf, type Page } from './page.ts'
import { errorText } from './plain-page.ts'
import { type PortalView, portalDocument } from './portal.document.ts'

export interface PortalDeps {
  directory: InstanceDirectory
  environment: Pick<EnvironmentService, 'read'>
  packages: Promise<readonly AssetPackage[]>
  components: Promise<Components | undefined>
  /** Where this server is by its configuration. */
  serverUrl: string
}

/** What a portal address shows. Sign-in, sign-up and profile have steps below their own path. */
const views = { '/sign-in': 'sign-in', '/sign-up': 'sign-up', '/user': 'user' } as const

/** Shows the portal, unless the address asks to be led to a stranger afterwards. */
export function createPortalPage({
  directory,
  environment,
  packages,
  components,
  serverUrl,
}: PortalDeps): Page {
  return async (request) => {
    const view = viewAt(request.path)
    if (request.method !== 'GET' || view === undefined) return undefined
    const instance = directory.byId(request.instanceId) ?? directory.default()
    const refused = refusedTarget(instance, request)
    if (refused !== undefined) return refuseTarget(refused)
    const own = (await packages).find(({ name }) => name === '@keywright/pages')
    return await portalDocument({
      ...{ view, instance, request, serverUrl },
      environment: environment.read({ instance, request: request.info }),
      assets: `${basePathOf(request)}/npm/@keywright/pages@${own?.version}`,
      components: await components,
      redirectOrigins: redirectOrigins(instance, request),
    })
  }
}

function viewAt(path: string): PortalView | undefined {
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
