/**
 * What browsers see of the provider that plays others. Here one may say that any address is proven, and be let in with it
 * wherever it is known: like the mails of the dev inbox it is for the developer at this machine alone.
 */
import type { InstanceDirectory } from '../domains/instances/index.ts'
import type { AssetPackage } from '../pages/asset-packages.ts'
import { isOperatorVisit } from '../pages/operator-visit.ts'
import { basePathOf, type Page } from '../pages/page.ts'
import { errorText } from '../pages/plain-page.ts'
import { readShortForm } from '../platform/http/read-body.ts'
import type { DevelopmentProvider } from './development-provider.ts'

export interface DevelopmentProviderPageDeps {
  directory: InstanceDirectory
  developmentProvider: DevelopmentProvider
  packages: Promise<readonly AssetPackage[]>
  /** Where this server is by its configuration. */
  serverUrl: string
}

export function createDevelopmentProviderPage(deps: DevelopmentProviderPageDeps): Page {
  const own = deps.packages.then((packages) => packages.find(({ name }) => name === '@keywright/pages'))

  return async (request) => {
    const { path, method, url, raw, info } = request
    if (!path.startsWith('/dev/oauth/') || info.proxied) return undefined
    const instance = deps.directory.byId(request.instanceId) ?? deps.directory.default()
    if (instance.environmentType !== 'development') return undefined
    if (!isOperatorVisit(instance, request, deps.serverUrl)) return errorText(403, forbidden)
    const assets = `${basePathOf(request)}/npm/@keywright/pages@${(await own)?.version}`
    return await deps.developmentProvider.answer(instance, info.publicUrl, {
      ...{ method, path, query: url.searchParams, headers: raw.headers, signal: raw.signal },
      form: method === 'POST' ? await readShortForm(request) : {},
      place: { applicationName: instance.applicationName, assets },
    })
  }
}

const forbidden =
  'Keywright plays this provider for the developer at this machine alone. For anybody else, set up credentials of your own.'
