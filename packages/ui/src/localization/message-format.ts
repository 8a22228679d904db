/**
 * The part of ICU MessageFormat that the catalogues use: `{name}`, `{count, plural, one {…} other {…}}` and
 * `{kind, select, a {…} other {…}}`. Numbers are written as the language writes them.
 */

export type MessageValues = Readonly<Record<string, string | number>>

/** Writes a message in a language. */
export type FormatMessage = (message: string, values: MessageValues, locale: string) => string

/** Fills a message. A placeholder without a value stays as it is written, so that it is noticed. */
export function formatMessage(message: string, values: MessageValues, locale: string): string {
  let text = ''
  let rest = message
  for (;;) {
    const open = rest.indexOf('{')
    if (open === -1) return text + rest
    const close = closingBrace(rest, open)
    text += rest.slice(0, open) + fill(rest.slice(open + 1, close), values, locale)
    rest = rest.slice(close + 1)
  }
}

function closingBrace(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return text.length
}

function fill(placeholder: string, values: MessageValues, locale: string): string {
  const [, name = '', kind, cases = ''] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*,([\s\S]*))?$/.exec(placeholder) ?? []
  const value = values[name]
  if (value === undefined) return `{${placeholder}}`
  if (!kind) return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value
  const branches = readCases(cases)
  const wanted = kind === 'plural' ? new Intl.PluralRules(locale).select(Number(value)) : String(value)
  return formatMessage(branches[wanted] ?? branches.other ?? '', values, locale)
}

function readCases(text: string): Record<string, string> {
  const cases: Record<string, string> = {}
  for (let rest = text; rest.includes('{'); ) {
    const open = rest.indexOf('{')
    const close = closingBrace(rest, open)
    cases[rest.slice(0, open).trim()] = rest.slice(open + 1, close)
    rest = rest.slice(close + 1)
  }
  return cases
}
