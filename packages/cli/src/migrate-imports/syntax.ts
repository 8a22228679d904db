/** The syntax tree of a file: parsed, walked, and with a way up from each node. */
import { parseSync } from 'oxc-parser'

/** A node of ESTree, as much of it as every node has. */
export interface Node {
  type: string
  start: number
  end: number
  [field: string]: unknown
}

export type Language = 'js' | 'jsx' | 'ts' | 'tsx' | 'dts'

export interface Tree {
  program: Node
  comments: readonly { type: string; value: string; start: number; end: number }[]
  parentOf(node: Node): Node | undefined
  /** Every node, outer ones first. */
  all(): readonly Node[]
}

/** `undefined`: the text cannot be parsed. */
export function parse(source: string, language: Language): Tree | undefined {
  const result = parseSync(`source.${language === 'dts' ? 'd.ts' : language}`, source, {
    lang: language,
    sourceType: 'unambiguous',
  })
  if (result.errors.some(({ severity }) => severity === 'Error')) return undefined
  const program = result.program as unknown as Node
  const parents = new Map<Node, Node>()
  const nodes: Node[] = []
  visit(program, undefined, (node, parent) => {
    nodes.push(node)
    if (parent) parents.set(node, parent)
  })
  return { program, comments: result.comments, parentOf: (node) => parents.get(node), all: () => nodes }
}

function visit(node: Node, parent: Node | undefined, see: (node: Node, parent?: Node) => void): void {
  see(node, parent)
  for (const value of Object.values(node))
    for (const child of [value].flat()) if (isNode(child)) visit(child, node, see)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}

/** A field that holds a node, of one of these types if any are named. */
export function child(node: Node | undefined, field: string, ...types: string[]): Node | undefined {
  const value = node?.[field]
  return isNode(value) && (types.length === 0 || types.includes(value.type)) ? value : undefined
}

export function children(node: Node | undefined, field: string): Node[] {
  const value = node?.[field]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The name of an identifier; `undefined` for anything else. */
export function nameOf(node: Node | undefined): string | undefined {
  return node?.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined
}

/** The text of a string literal, or of a template without holes. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral' || children(node, 'expressions').length > 0) return undefined
  const value = children(node, 'quasis')[0]?.value
  return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : undefined
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

export const isFunction = ({ type }: Node): boolean => functionTypes.has(type)

/** Whether a program or a function begins with a directive such as `'use client'`. */
export function hasDirective(node: Node, directive: string): boolean {
  const statements = node.type === 'Program' ? children(node, 'body') : children(child(node, 'body'), 'body')
  return statements.some((statement) => statement.directive === directive)
}
