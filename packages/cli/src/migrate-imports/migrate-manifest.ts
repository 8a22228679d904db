/** `package.json` and `tsconfig.json`: names in lists of JSON, with the versions of what is installed instead. */
import { applyEdits, type Edit, lineAt, type Remark } from './edits.ts'
import type { Migrated } from './migrate-source.ts'
import { renameSpecifier } from './package-names.ts'
import { child, children, type Node, parse, textOf } from './syntax.ts'

const dependencyLists = new Set([
  ...['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'],
])

/** A release or a range of releases; anything else (`workspace:`, `file:`, `npm:`) means something of the app's own. */
const plainRange = /^(?:([\^~]|>=\s*)?v?\d[\w.+-]*(?:\s*(?:\|\||-|<=?|>=?)\s*[\^~]?v?\d[\w.+-]*)*|\*|latest)$/

/** Where JSON is put to be read as the expression that it is, which gives places. */
const shift = 1

export function migrateManifest(source: string, version: string): Migrated | undefined {
  const tree = parse(`(${source.replace(/^\uFEFF/, ' ')}\n)`, 'js')
  const root = tree?.all().find(({ type }) => type === 'ObjectExpression')
  if (!root) return undefined
  const edits: Edit[] = []
  const remarks: Remark[] = []
  for (const list of children(root, 'properties')) {
    if (!dependencyLists.has(textOf(child(list, 'key')) ?? '')) continue
    const entries = children(child(list, 'value', 'ObjectExpression'), 'properties')
    const present = new Set(entries.map((entry) => textOf(child(entry, 'key'))))
    for (const entry of entries) {
      const outcome = migrateEntry(entry, present, version)
      if (typeof outcome === 'string')
        remarks.push({ line: lineAt(source, entry.start - shift), text: outcome })
      else edits.push(...outcome)
    }
  }
  return { text: applyEdits(source, edits), count: edits.length / 2, remarks }
}

/** Edits, or why there are none. */
function migrateEntry(
  entry: Node,
  present: ReadonlySet<string | undefined>,
  version: string,
): Edit[] | string {
  const [key, value] = [child(entry, 'key'), child(entry, 'value')]
  const name = textOf(key) ?? ''
  const range = textOf(value)
  const renaming = renameSpecifier(name)
  if (!key || !value || !renaming || range === undefined) return []
  if (renaming.kind === 'unknown') return `${renaming.name} has no counterpart. ${renaming.advice}`
  if (present.has(renaming.to)) return `${renaming.to} is there already. Take ${name} out.`
  if (!plainRange.test(range))
    return `${name} is "${range}", which is no release. Put ${renaming.to} in its place by hand.`
  return [inQuotes(key, renaming.to), inQuotes(value, newRange(range, version))]
}

const inQuotes = ({ start, end }: Node, text: string): Edit => ({
  ...{ start: start + 1 - shift, end: end - 1 - shift },
  text,
})

function newRange(range: string, version: string): string {
  if (range === 'latest' || range === '*') return range
  return /^[\^~]/.test(range) ? `${range[0]}${version}` : version
}

/** Names in quotes, from end to end: `types`, `paths` and plugins of a compiler's configuration, which may have comments. */
export function migrateConfig(source: string): Migrated {
  const edits: Edit[] = []
  const remarks: Remark[] = []
  for (const found of source.matchAll(/"(@clerk\/[^"\n]*)"/g)) {
    const name = found[1] ?? ''
    const renaming = renameSpecifier(name)
    const start = found.index + 1
    if (renaming?.kind === 'renamed') edits.push({ start, end: start + name.length, text: renaming.to })
    else if (renaming)
      remarks.push({
        line: lineAt(source, start),
        text: `${renaming.name} has no counterpart. ${renaming.advice}`,
      })
  }
  return { text: applyEdits(source, edits), count: edits.length, remarks }
}
