import type { ComponentChild } from 'preact'
import type { MessageKey, Translate } from './translate.ts'

/** Splits where an element goes; it can be part of no text. */
const mark = '\u0000'

/** A text with elements among its values. */
export function rich(
  t: Translate,
  key: MessageKey,
  values: Readonly<Record<string, ComponentChild>>,
): ComponentChild[] {
  const marks = Object.fromEntries(Object.keys(values).map((name) => [name, mark + name + mark]))
  return t(key, marks)
    .split(mark)
    .map((piece, index) => (index % 2 === 1 ? values[piece] : piece))
}
