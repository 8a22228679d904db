import { readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ejectable } from './ejectables.ts'
import { toReact } from './to-react.ts'

/** The sources of `@keywright/ui`, which come with the package. */
const sources = join(dirname(fileURLToPath(import.meta.resolve('@keywright/ui'))), '../src')

/** All files of a view, by their path in the app. */
export async function collectFiles(ejectable: Ejectable): Promise<Map<string, string>> {
  const files = new Map<string, string>(Object.entries(ejectable.bodies))
  files.set(ejectable.stylesheet, await collectStyles(ejectable.styles))
  for (const [path, source] of await collectViews(ejectable)) files.set(path, source)
  return files
}

/** The views and everything they stand on. */
async function collectViews({ entries, leavesOut }: Ejectable): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  async function visit(path: string): Promise<void> {
    if (found.has(path)) return
    const source = toReact(await readFile(join(sources, path), 'utf8'), leavesOut)
    found.set(path, source)
    const original = await readFile(join(sources, path), 'utf8')
    for (const [, imported = ''] of original.matchAll(/from '(\.[^']+)'/g)) {
      const file = relative(sources, join(sources, dirname(path), imported))
        .split(sep)
        .join('/')
      if (!leavesOut.some((name) => file === `localization/en/${name}.ts`)) await visit(file)
    }
  }
  for (const entry of entries) await visit(entry)
  return found
}

/** Several stylesheets as one; the layers that their imports name are written around them. */
async function collectStyles(names: readonly string[]): Promise<string> {
  const texts = names.map(async (name) => {
    const text = await readFile(join(sources, 'styles', name), 'utf8')
    const imports = [...text.matchAll(/@import "\.\/([\w.-]+)" layer\((\w+)\);/g)]
    const parts = imports.map(async ([, file = '', layer]) => {
      const css = await readFile(join(sources, 'styles', file), 'utf8')
      return `@layer ${layer} {\n${css.trimEnd().replace(/^(?=.)/gm, '  ')}\n}\n`
    })
    return (await Promise.all(parts)).join('\n')
  })
  return (await Promise.all(texts)).join('\n')
}
