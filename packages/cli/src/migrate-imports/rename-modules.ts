/**
 * Texts that name a module: of imports and exports, `require`, mocks of tests, types, and lists in configuration files. A text
 * that is a package's name from end to end is one wherever it stands.
 */
import { type Edit, lineAt, type Remark } from './edits.ts'
import { renameSpecifier } from './package-names.ts'
import { type Tree, textOf } from './syntax.ts'

export interface Changes {
  edits: Edit[]
  remarks: Remark[]
}

export function renameModules(source: string, tree: Tree): Changes {
  const changes: Changes = { edits: [], remarks: [] }
  for (const node of tree.all()) {
    const text = textOf(node)
    if (text !== undefined) rename({ start: node.start + 1, end: node.end - 1 }, text)
  }
  for (const { value, start, type } of tree.comments) {
    // A reference to types, which is a comment with three strokes.
    const found = type === 'Line' ? /^\/\s*<reference\s+types=(["'])(.+?)\1/.exec(value) : null
    const name = found?.[2]
    if (!found || name === undefined) continue
    const at = start + 2 + found[0].lastIndexOf(name)
    rename({ start: at, end: at + name.length }, name)
  }
  return changes

  function rename(place: { start: number; end: number }, text: string): void {
    const renaming = renameSpecifier(text)
    // An escape in the text makes the source longer than what it says; nobody writes module names so.
    if (!renaming || place.end - place.start !== text.length) return
    if (renaming.kind === 'renamed') changes.edits.push({ ...place, text: renaming.to })
    else
      changes.remarks.push({
        line: lineAt(source, place.start),
        text: `${renaming.name} has no counterpart. ${renaming.advice}`,
      })
  }
}
