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

/** Texts that a part draws or has read aloud, as they stand in its source. */
function findLiterals(source: string): string[] {
  const file = ts.createSourceFile('part.tsx', source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const take = (text: string) => /\p{L}/u.test(text) && found.push(text.trim())
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) take(node.text)
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent))
      takeString(node.expression)
    if (ts.isJsxAttribute(node) && readAloud.includes(node.name.getText())) {
      const value = node.initializer
      if (value && ts.isStringLiteral(value)) take(value.text)
      if (value && ts.isJsxExpression(value) && value.expression) takeString(value.expression)
    }
    ts.forEachChild(node, visit)
  }
  const takeString = (expression: ts.Expression): void => {
    if (ts.isStringLiteralLike(expression)) take(expression.text)
    if (ts.isConditionalExpression(expression)) {
      takeString(expression.whenTrue)
      takeString(expression.whenFalse)
    }
  }
  visit(file)
  return found
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
