/** Suppressed rules have a reason on their line, and there are few of them: a rule that is often silenced is no rule. */
import { readRepositoryFiles } from './repository-files.ts'

const budget = 20
const reasonLengthMin = 10

// Written in parts, so that this file holds none of them.
const markers = [
  'biome-' + 'ignore',
  '@ts-' + 'expect-error',
  '@ts-' + 'ignore',
  '@ts-' + 'nocheck',
  'eslint-' + 'disable',
]
const marker = new RegExp(`(?:${markers.join('|')})(?<rest>.*)$`)

/** One silenced rule. */
export type Suppression = { line: number; text: string; hasReason: boolean }

/** What is left of the line when rule names and comment ends are taken away; the rule comes before a colon or dashes. */
function reasonOf(rest: string): string {
  const text = rest.replace(/(\*\/|-->|\}).*$/, '')
  const separated = /(?::|--)\s(?<reason>.*)$/.exec(text)
  return (separated?.groups?.reason ?? '').trim()
}

/** Lists the suppressions in a source text. */
export function findSuppressions(source: string): Suppression[] {
  return source.split('\n').flatMap((text, index) => {
    const rest = marker.exec(text)?.groups?.rest
    if (rest === undefined) return []
    return [{ line: index + 1, text: text.trim(), hasReason: reasonOf(rest).length >= reasonLengthMin }]
  })
}

function main(): void {
  const files = readRepositoryFiles(/\.(ts|tsx|mts|js|jsx|mjs|cjs|css|astro|vue)$/)
  const found = files.flatMap(({ path, text }) => findSuppressions(text).map((one) => ({ path, ...one })))
  const unexplained = found.filter((one) => !one.hasReason)
  for (const { path, line, text } of unexplained)
    console.error(`${path}:${line}: no reason on the line: ${text}`)
  if (found.length > budget) {
    for (const { path, line, text } of found) console.error(`${path}:${line}: ${text}`)
  }
  console.log(`${found.length} suppressions of at most ${budget}, ${unexplained.length} without a reason`)
  if (found.length > budget || unexplained.length > 0 || files.length === 0) process.exitCode = 1
}

if (import.meta.main) main()
