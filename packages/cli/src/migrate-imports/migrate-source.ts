/** One file of code: names of packages, and `await` where a call has become a promise. */
import { awaitCalls } from './await-calls.ts'
import { applyEdits, type Edit, lineAt, type Remark } from './edits.ts'
import { noteOldRoles } from './old-roles.ts'
import { mentionsOfficial } from './package-names.ts'
import { renameModules } from './rename-modules.ts'
import { findSourceParts } from './source-parts.ts'
import { parse } from './syntax.ts'

export interface Migrated {
  text: string
  /** How many places changed. */
  count: number
  remarks: Remark[]
}

export function migrateSource(file: string, source: string): Migrated {
  const edits: Edit[] = []
  const remarks: Remark[] = []
  for (const { start, end, language } of findSourceParts(file, source)) {
    const code = source.slice(start, end)
    const line = lineAt(source, start) - 1
    const tree = parse(code, language)
    if (!tree) {
      if (mentionsOfficial(code))
        remarks.push({ line: line + 1, text: 'This code could not be parsed, so it was left as it is.' })
      continue
    }
    for (const found of [renameModules(code, tree), awaitCalls(file, code, tree), noteOldRoles(code, tree)]) {
      edits.push(
        ...found.edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start })),
      )
      remarks.push(...found.remarks.map((remark) => ({ ...remark, line: remark.line + line })))
    }
  }
  return {
    text: applyEdits(source, edits),
    count: edits.length,
    remarks: remarks.toSorted((a, b) => a.line - b.line),
  }
}
