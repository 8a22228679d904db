/** Changes of a text by place, so that everything between them stays as it is, byte for byte. */
export interface Edit {
  start: number
  end: number
  text: string
}

/** Applies edits that do not overlap. Of several at one place, the earlier in the list comes first. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let text = ''
  let at = 0
  for (const edit of ordered) {
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at)
}

/** Something that is left to a person: where, what, and how to put it right. */
export interface Remark {
  line: number
  text: string
}

export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length
}
