/** Where in a file there is code: all of it, or the scripts of a component file. */
import { extname } from 'node:path'
import type { Language } from './syntax.ts'

export interface SourcePart {
  start: number
  end: number
  language: Language
}

const languages: Readonly<Record<string, Language>> = {
  ...{ '.js': 'jsx', '.jsx': 'jsx', '.mjs': 'jsx', '.cjs': 'jsx' },
  ...{ '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' },
}

export const sourceExtensions: ReadonlySet<string> = new Set([
  ...Object.keys(languages),
  ...['.vue', '.svelte', '.astro'],
])

export function findSourceParts(file: string, source: string): SourcePart[] {
  const extension = extname(file)
  const language = /\.d\.[mc]?ts$/.test(file) ? 'dts' : languages[extension]
  // An editor's mark at the beginning of a file (U+FEFF) is no part of its code.
  const start = source.startsWith('\uFEFF') ? 1 : 0
  if (language) return [{ start, end: source.length, language }]
  return [...(extension === '.astro' ? frontmatterOf(source) : []), ...scriptsOf(source)]
}

function frontmatterOf(source: string): SourcePart[] {
  const found = /^\uFEFF?\s*---[^\n]*\n([\s\S]*?)^---/m.exec(source)
  const code = found?.[1]
  if (!found || code === undefined || found.index > 0) return []
  const start = found[0].lastIndexOf(code)
  return [{ start, end: start + code.length, language: 'ts' }]
}

function scriptsOf(source: string): SourcePart[] {
  const parts: SourcePart[] = []
  for (const found of source.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    const [all, attributes = '', code = ''] = found
    const start = found.index + all.indexOf('>') + 1
    const language = /\blang\s*=\s*["']?(tsx?|jsx)/.exec(attributes)?.[1] as Language | undefined
    parts.push({ start, end: start + code.length, language: language ?? 'ts' })
  }
  return parts
}
