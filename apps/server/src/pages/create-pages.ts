/** Everything this server shows that belongs to no API: probes, browser bundles, portal, dev inbox, start page. */
import type { Services } from '../compose.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { findOfficialPackages, readOwnAssets } from './asset-packages.ts'
import { createHealthPage } from './health.page.ts'
import { createNpmAssetsPage } from './npm-assets.page.ts'
import type { Page } from './page.ts'

export interface PagesDeps {
  services: Pick<Services, 'readiness'>
  /** Folder of our own scripts and styles. */
  assetsDirectory: string
}

/** Answers what no API route has; `undefined` when no page has it either. */
export type Pages = (request: HttpRequest) => Promise<Response | undefined>

/** Puts the pages in a row: the first that knows a path answers. */
export function createPages({ services, assetsDirectory }: PagesDeps): Pages {
  const packages = Promise.all([readOwnAssets(assetsDirectory), findOfficialPackages()]).then(
    ([own, official]) => [own, ...official],
  )
  const pages: readonly Page[] = [createHealthPage(services.readiness), createNpmAssetsPage(packages)]

  async function answer(request: HttpRequest): Promise<Response | undefined> {
    for (const page of pages) {
      const response = await page(request)
      if (response) return response
    }
    return undefined
  }

  return async (request) => {
    if (request.method !== 'HEAD') return answer(request)
    const response = await answer({ ...request, method: 'GET' })
    return response && new Response(null, response)
  }
}
