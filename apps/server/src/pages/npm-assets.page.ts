/**
 * The official browser bundles under the paths their SDKs load them from (wire contract 2), out of the installed
 * packages: `/npm/@clerk/clerk-js@6/dist/…`, and our own files under `/npm/@keywright/pages@<hash>/…`.
 */

import type { AssetFile, AssetPackage } from './asset-packages.ts'
import { compressAsset } from './compress-asset.ts'
import type { Page } from './page.ts'
import { errorText } from './plain-page.ts'

const packagePath = /^\/npm\/(@[a-z0-9-]+\/[a-z0-9-]+)@([^/]+)\/(.+)$/

/** What a version that is not exact may be answered from a cache for: an upgrade of the server must show soon. */
const floatingSeconds = 300
const immutableSeconds = 31_536_000

/** Serves the files of the packages given. A file is looked up by its name in a list, so no path can lead elsewhere. */
export function createNpmAssetsPage(packages: Promise<readonly AssetPackage[]>): Page {
  return async ({ path, method, raw }) => {
    if (method !== 'GET' || !path.startsWith('/npm/')) return undefined
    const [, name, range, file = ''] = packagePath.exec(decodePath(path)) ?? []
    const found = (await packages).find((candidate) => candidate.name === name)
    if (!found || range === undefined) return notServed(path, name)
    if (!satisfies(found.version, range)) return versionMissing(found, range)
    const asset = found.files.get(file)
    if (!asset) return errorText(404, `${found.name} ${found.version} has no file ${file}.`, openToAll)
    return await assetResponse(found, asset, { isExact: range === found.version, request: raw })
  }
}

/** Scripts are loaded with `crossorigin=anonymous`, by pages of any origin. */
const openToAll = { 'access-control-allow-origin': '*' }

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Whether a version is meant by an exact version, a beginning of one (`6`, `6.29`), or a tag. */
export function satisfies(version: string, range: string): boolean {
  if (/^(latest|canary|snapshot)$/.test(range) || range === version) return true
  return /^\d+(\.\d+)?$/.test(range) && version.startsWith(`${range}.`)
}

function notServed(path: string, name: string | undefined): Response {
  if (name !== '@clerk/clerk-js' && name !== '@clerk/ui')
    return errorText(404, `Keywright serves no package at ${path}.`, openToAll)
  return errorText(
    404,
    `${name} is not installed beside this Keywright server, so it cannot be served. Install it with: npm install ${name}`,
    openToAll,
  )
}

function versionMissing({ name, version }: AssetPackage, range: string): Response {
  return errorText(
    404,
    `This Keywright server has ${name} ${version}, not ${range}. Ask for ${version.split('.')[0]}, or install the version you need.`,
    openToAll,
  )
}

interface AssetRequest {
  isExact: boolean
  request: Request
}

async function assetResponse(
  { version }: AssetPackage,
  asset: AssetFile,
  { isExact, request }: AssetRequest,
): Promise<Response> {
  // Weak: the same file is sent in several encodings.
  const etag = `W/"${version}"`
  const headers = new Headers({
    ...openToAll,
    'cache-control': isExact
      ? `public, max-age=${immutableSeconds}, immutable`
      : `public, max-age=${floatingSeconds}`,
    'content-type': asset.contentType,
    'cross-origin-resource-policy': 'cross-origin',
    etag,
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
  })
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const { body, encoding } = await compressAsset(asset, request.headers.get('accept-encoding') ?? '')
  if (encoding !== undefined) headers.set('content-encoding', encoding)
  return new Response(body, { headers })
}
