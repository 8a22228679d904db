/** Everything this server shows that belongs to no API: probes, browser bundles, portal, dev inbox, start page. */
import type pg from 'pg'
import {
  createDevelopmentProviderPage,
  type DevelopmentProviderPageDeps,
} from '../development-provider/development-provider.page.ts'
import type { HttpRequest } from '../platform/http/http-request.ts'
import { findOfficialPackages, readOwnAssets } from './asset-packages.ts'
import { findComponents } from './components.ts'
import { createHealthPage } from './health.page.ts'
import { createInboxPage, type InboxDeps } from './inbox.page.ts'
import type { Frontend } from './inner-api.ts'
import { createNpmAssetsPage } from './npm-assets.page.ts'
import type { Page } from './page.ts'
import { createPopupPage } from './popup.page.ts'
import { createPortalPage, type PortalDeps } from './portal.page.ts'
import { createStartPage, type StartDeps } from './start.page.ts'

export interface PagesDeps {
  pool: Pick<pg.Pool, 'query'>
  services: Omit<
    InboxDeps & StartDeps & PortalDeps & DevelopmentProviderPageDeps,
    'packages' | 'components' | 'serverUrl' | 'frontend'
  >
  /** The Frontend API, for pages that do something for whoever asks for them. */
  frontend: Frontend
  /** Where this server is by its configuration. */
  serverUrl: string
  /** Folder of our own scripts and styles. */
  assetsDirectory: string
}

export interface Pages {
  /** Answers what no API route has; `undefined` when no page has it either. */
  show(request: HttpRequest): Promise<Response | undefined>
  /** Ends the answers that would go on for ever. */
  close(): void
}

/** Puts the pages in a row: the first that knows a path answers. */
export function createPages(deps: PagesDeps): Pages {
  const { pool, services, frontend, serverUrl, assetsDirectory } = deps
  const components = findComponents()
  const packages = Promise.all([
    readOwnAssets('@keywright/pages', assetsDirectory),
    components,
    findOfficialPackages(),
  ]).then(([own, found, official]) => [own, ...(found ? [found.files] : []), ...official])
  const inbox = createInboxPage({ ...services, packages, serverUrl })
  const pages: readonly Page[] = [
    createHealthPage(pool),
    createNpmAssetsPage(packages),
    createPopupPage({ ...services, packages }),
    createPortalPage({ ...services, frontend, packages, components, serverUrl }),
    inbox.page,
    createDevelopmentProviderPage({ ...services, packages, serverUrl }),
    createStartPage({ ...services, packages, serverUrl }),
  ]

  async function answer(request: HttpRequest): Promise<Response | undefined> {
    for (const page of pages) {
      const response = await page(request)
      if (response) return response
    }
    return undefined
  }

  return {
    async show(request) {
      if (request.method !== 'HEAD') return answer(request)
      const response = await answer({ ...request, method: 'GET' })
      await response?.body?.cancel()
      return response && new Response(null, response)
    },
    close: inbox.streams.close,
  }
}
