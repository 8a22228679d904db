/** Our components as this server shows them: their files for browsers, and what draws them as text. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { EnvironmentWire } from '@keywright/contract'
import type { ClientState } from '../domains/clients/index.ts'
import { type AssetPackage, findPackageFolder, readOwnAssets } from './asset-packages.ts'

/** Draws a component as text. */
type RenderComponent = (
  environment: EnvironmentWire,
  props: object,
  client: ClientState | null | undefined,
) => { html: string }

/** What `@keywright/ui/server` offers. It is loaded when the first page is shown: most servers show none. */
export interface ComponentsRenderer {
  renderSignIn: RenderComponent
  renderSignUp: RenderComponent
}

export interface Components {
  files: AssetPackage
  renderer(): Promise<ComponentsRenderer>
}

/** The components, if they are installed and built. */
export async function findComponents(): Promise<Components | undefined> {
  const folder = findPackageFolder('@keywright/ui')
  const dist = folder === undefined ? undefined : join(folder, 'dist')
  if (dist === undefined || !existsSync(join(dist, 'server.js'))) return undefined
  let loaded: Promise<ComponentsRenderer> | undefined
  return {
    files: await readOwnAssets('@keywright/ui', dist),
    renderer: () => {
      loaded ??= import(pathToFileURL(join(dist, 'server.js')).href)
      return loaded
    },
  }
}
