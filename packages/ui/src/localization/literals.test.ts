/** Nothing a visitor reads is written outside of the catalogues: it would stay English in every language. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const sources = join(import.meta.dirname, '..')
const readAloud = [
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'label',
  'placeholder',
  'title',
]

/** The texts an expression can come to, as far as they stand in it. */
function textsOf(expression: ts.Node | undefined): string[] {
  if (!expression) return []
  if (ts.isStringLiteralLike(expression)) return [expression.text]
  if (ts.isJsxExpression(expression)) return textsOf(expression.expression)
  if (!ts.isConditionalExpression(expression)) return []
  return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)]
}

/** The texts of one node that a visitor meets. */
function readNode(node: ts.Node): string[] {
  if (ts.isJsxText(node)) return [node.text]
  if (ts.isJsxExpression(node)) return ts.isJsxAttribute(node.parent) ? [] : textsOf(node)
  if (ts.isJsxAttribute(node)) return readAloud.includes(node.name.getText()) ? textsOf(node.initializer) : []
  return []
}

/** Texts that a part draws or has read aloud, as they stand in its source. */
function findLiterals(source: string): string[] {
  const file = ts.createSourceFile('part.tsx', source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    found.push(...readNode(node))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found.filter((text) => /\p{L}/u.test(text)).map((text) => text.trim())
}

const parts = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.tsx') && !path.includes('.test.') && !path.startsWith('testing'),
)

describe('parts', () => {
  it.each(parts)('%s says nothing outside of the catalogues', (path) => {
    expect(findLiterals(readFileSync(join(sources, path), 'utf8'))).toEqual([])
  })

  it('are searched for text, expressions and what is read aloud', () => {
    expect(parts.length).toBeGreaterThan(30)
    const source = '<p title="Close" class="a">Hello {x ? "yes" : t("no")} <b aria-label={"Bye"} /></p>'
    expect(findLiterals(source)).toEqual(['Close', 'Hello', 'yes', 'Bye'])
  })
})
