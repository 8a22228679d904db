/** Packages whose files browsers load from this server: which are installed, and what is in them. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

export interface AssetFile {
  location: string
  contentType: string
}

export interface AssetPackage {
  name: string
  version: string
  /** By the path inside the package, with forward slashes. */
  files: ReadonlyMap<string, AssetFile>
}

const contentTypes: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  map: 'application/json',
  svg: 'image/svg+xml',
  LICENSE: 'text/plain; charset=utf-8',
}

/** The official bundles, as far as they are installed where this server can find them. */
export async function findOfficialPackages(): Promise<AssetPackage[]> {
  const found = await Promise.all(['@clerk/clerk-js', '@clerk/ui'].map(findInstalled))
  return found.filter((candidate) => candidate !== undefined)
}

/** The folder of an installed package, if this server can find it. */
export function findPackageFolder(name: string): string | undefined {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  return folders
    .map((parent) => join(parent, name))
    .find((candidate) => existsSync(join(candidate, 'package.json')))
}

async function findInstalled(name: string): Promise<AssetPackage | undefined> {
  const folder = findPackageFolder(name)
  if (folder === undefined) return undefined
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return { name, version, files: await listFiles(folder, ['dist', 'LICENSE']) }
}

/** Scripts and styles of our own. Their version is made of their content, so that browsers may keep them for good. */
export async function readOwnAssets(name: string, directory: string): Promise<AssetPackage> {
  const files = await listFiles(directory, ['.'])
  const hash = createHash('sha256')
  for (const { location } of files.values()) hash.update(await readFile(location))
  return { name, version: hash.digest('hex').slice(0, 12), files }
}

async function listFiles(folder: string, entries: readonly string[]): Promise<Map<string, AssetFile>> {
  const names = await Promise.all(entries.map((entry) => namesBelow(folder, entry)))
  const files = names.flat().flatMap((name): [string, AssetFile][] => {
    const contentType = contentTypes[name.split(/[./]/).at(-1) ?? '']
    return contentType === undefined ? [] : [[name, { location: join(folder, name), contentType }]]
  })
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function namesBelow(folder: string, entry: string): Promise<string[]> {
  if (!existsSync(join(folder, entry))) return []
  if (!/^(dist|\.)$/.test(entry)) return [entry]
  const inside = await readdir(join(folder, entry), { recursive: true })
  return inside.map((name) => join(entry, name).replaceAll('\\', '/'))
}
