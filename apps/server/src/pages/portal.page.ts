/** The account portal: sign-in, sign-up and profile pages under the server's own address. */
import { readFile } from 'node:fs/promises'
import type { EnvironmentService } from '../domains/environment/index.ts'
import type { Instance, InstanceDirectory } from '../domains/instances/index.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { readShortForm } from '../platform/http/read-body.ts'
import type { AssetPackage } from './asset-packages.ts'
import type { Components } from './components.ts'
import { createInnerApi, type Frontend } from './inner-api.ts'
import { basePathOf, type Page } from './page.ts'
import { errorText } from './plain-page.ts'
import { missingDocument, type PortalFacts, plainDocument, portalDocument } from './portal.document.ts'
import { answerOf, runPlain } from './portal.forms.ts'
import {
  frontendApiOf,
  isElsewhere,
  isOrganizationView,
  isOwnForm,
  type PortalPlace,
  placeAt,
  redirectOrigins,
  refusedTarget,
} from './portal.policy.ts'
import { readClient } from './portal.seed.ts'

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

  async function factsOf(
    place: PortalPlace,
    instance: Instance,
    request: HttpRequest,
  ): Promise<Omit<PortalFacts, 'components'>> {
    return {
      ...{ place, instance, request, serverUrl, icon: await icon },
      environment: await environment.read({ instance, request: request.info }),
      api: createInnerApi(frontend, request),
      assets: `${basePathOf(request)}/npm/@keywright/pages@${(await own)?.version}`,
      redirectOrigins: redirectOrigins(instance, request),
    }
  }

  return async (request) => {
    // Apps that know no page of their own for it name this one; a sign-in knows what a sign-up has brought so far, too.
    if (request.path === '/sso-callback') return onward(request, '/sign-in/sso-callback')
    const place = placeAt(request.path)
    if (place === undefined || !/^(GET|POST)$/.test(request.method)) return undefined
    const instance = directory.byId(request.instanceId) ?? directory.default()
    if (isOrganizationView(place.view) && !instance.settings.organizations.enabled) return undefined
    const refused = refusedTarget(instance, request)
    if (refused !== undefined) return refuseTarget(refused)
    const components = await deps.components
    const facts = await factsOf(place, instance, request)
    if (!components) return missingDocument(facts)
    return request.method === 'POST'
      ? await takeForm({ ...facts, components })
      : await showPage({ ...facts, components })
  }
}

async function showPage(facts: PortalFacts): Promise<Response> {
  const { instance, request, api } = facts
  const client = await readClient(instance, request, api)
  return await portalDocument(facts, client, await runPlain(facts, client))
}

function onward(request: HttpRequest, path: string): Response {
  const location = `${basePathOf(request)}${path}${request.url.search}`
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

/** Does what a form asks for. */
async function takeForm(facts: PortalFacts): Promise<Response> {
  const { instance, request, api } = facts
  if (!isOwnForm(instance, request)) return refuseForm()
  // The client's cookie is another host's, which shows the same pages: there the form is asked for again (RFC 9110 §15.4.8).
  if (isElsewhere(instance, request)) {
    const location = `${frontendApiOf(instance, request)}${request.path}${request.url.search}`
    return new Response(null, { status: 307, headers: { location, 'cache-control': 'no-store' } })
  }
  const posted = await readShortForm(request)
  const outcome = await runPlain(facts, await readClient(instance, request, api), posted)
  return (await answerOf(facts, outcome)) ?? plainDocument(facts, outcome)
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

function refuseForm(): Response {
  return errorText(403, 'This form was sent from another page than this one, so nothing was done.')
}
