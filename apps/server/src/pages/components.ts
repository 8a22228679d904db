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

export interface PlainRequest {
  view: 'sign-in' | 'sign-up' | 'user'
  part: string
  query: URLSearchParams
  environment: EnvironmentWire
  signInUrl: string
  signUpUrl: string
  /** Where a link in a mail leads back to. */
  linkUrl: string
  /** Where a provider leads back to, and where whoever came that way goes on to. */
  ssoUrls: { redirect_url: string; action_complete_redirect_url: string }
  /** Who is signed in on the browser. */
  client: ClientState | null
  /** The same, once something was changed. */
  readClient(): Promise<ClientState | null>
  send(call: PlainCall): Promise<Response>
  posted?: Readonly<Record<string, string>>
}

/** A call of the Frontend API: what is undefined is left out, `null` is the empty text. */
export interface PlainCall {
  method: string
  path: string
  form?: Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>
}

export type PlainOutcome =
  | { kind: 'page'; html: string; step: string; hasFault: boolean }
  | { kind: 'step'; part: string }
  | { kind: 'other'; view: 'sign-in' | 'sign-up'; part?: string }
  | { kind: 'signed_in'; sessionId: string }
  | { kind: 'signed_out' }
  /** A provider goes on. */
  | { kind: 'provider'; url: string }
  /** Something is to be done that looking at a page must not do. */
  | { kind: 'post' }

/** What `@keywright/ui/server` offers. It is loaded when the first page is shown: most servers show none. */
export interface ComponentsRenderer {
  renderSignIn: RenderComponent
  renderSignUp: RenderComponent
  /** Takes a flow one step further for a browser without scripts. */
  runPlain(request: PlainRequest): Promise<PlainOutcome>
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
