/** The account portal: sign-in, sign-up and profile pages under the server's own address. */
import { readFile } from 'node:fs/promises'
import type { EnvironmentService } from '../domains/environment/index.ts'
import type { InstanceDirectory } from '../domains/instances/index.ts'
import type { AssetPackage } from './asset-packages.ts'
import type { Components } from './components.ts'
import { createInnerApi, type Frontend } from './inner-api.ts'
import { basePathOf, type Page } from './page.ts'
import { errorText } from './plain-page.ts'
import { portalDocument } from './portal.document.ts'
import { placeAt, redirectOrigins, refusedTarget } from './portal.policy.ts'
import { isStranger, readClient } from './portal.seed.ts'

export interface PortalDeps {
  directory: InstanceDirectory
  environment: Pick<EnvironmentService, 'read'>
  packages: Promise<readonly AssetPackage[]>
  components: Promise<Components | undefined>
  frontend: Frontend
  /** Where this server is by its configuration. */
  serverUrl: string
}

/** Shows the portal, unless the address asks to be led to a stranger afterwards. */
export function createPortalPage(deps: PortalDeps): Page {
  const { directory, environment, frontend, serverUrl } = deps
  const own = deps.packages.then((packages) => packages.find(({ name }) => name === '@keywright/pages'))
  const icon = own.then((found) => dataUrl(found?.files.get('icon.svg')?.location))
  return async (request) => {
    const place = placeAt(request.path)
    if (request.method !== 'GET' || place === undefined) return undefined
    const instance = directory.byId(request.instanceId) ?? directory.default()
    const refused = refusedTarget(instance, request)
    if (refused !== undefined) return refuseTarget(refused)
    const api = createInnerApi(frontend, request)
    const client = await readClient(instance, request, api)
    return await portalDocument({
      ...{ place, instance, request, client, serverUrl, icon: await icon },
      environment: environment.read({ instance, request: request.info }),
      isStranger: client === undefined && isStranger(instance, request, place),
      cookies: api.setCookies(),
      assets: `${basePathOf(request)}/npm/@keywright/pages@${(await own)?.version}`,
      components: await deps.components,
      redirectOrigins: redirectOrigins(instance, request),
    })
  }
}

/** In the page itself: one request less. */
async function dataUrl(location: string | undefined): Promise<string> {
  const image = location === undefined ? '' : await readFile(location, 'utf8')
  return `data:image/svg+xml,${encodeURIComponent(image.trim())}`
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
