/** Whether a function may become `async` without anybody noticing, and the edits that make it so. */
import { basename, extname } from 'node:path'
import type { Edit } from './edits.ts'
import { child, children, hasDirective, type Node, nameOf, type Tree } from './syntax.ts'

/** Files of the app router whose default export the framework itself awaits. */
const awaitedFile = /^(page|layout|template|default|not-found|loading)$/
const awaitedExport = /^(generateMetadata|generateStaticParams|generateViewport|sitemap|robots|manifest)$/
const routeMethod = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/

export type AsyncVerdict = { kind: 'safe'; edits: Edit[] } | { kind: 'unsafe'; why: string }

export function makeAsync(file: string, source: string, tree: Tree, owner: Node): AsyncVerdict {
  const why = reasonAgainst(file, tree, owner)
  if (why !== undefined) return { kind: 'unsafe', why }
  return {
    kind: 'safe',
    edits: [{ start: owner.start, end: owner.start, text: 'async ' }, ...returnTypeEdits(source, owner)],
  }
}

function reasonAgainst(file: string, tree: Tree, owner: Node): string | undefined {
  if (hasDirective(tree.program, 'use client')) return 'this file runs in browsers (`use client`)'
  if (owner.generator === true) return 'the function around it is a generator'
  const place = placeOf(tree, owner)
  if (!place) return 'the function around it is called by something that may not wait for it'
  if (place.isTyped) return 'the type of the function around it says what it returns'
  const name = place.name ?? 'the function around it'
  if (place.name !== undefined && isCalled(tree, place.name)) return `${name} is called in this file`
  const isServerAction = [tree.program, owner].some((part) => hasDirective(part, 'use server'))
  const isAwaited = isServerAction || isAwaitedByFramework(file, place) || isComponent(file, place)
  return isAwaited ? undefined : `who calls ${name} would have to wait for it`
}

/** What calls `auth()` renders on the server, where components may be async. */
function isComponent(file: string, { name, isDefault }: Place): boolean {
  const hasItsName = name === undefined ? isDefault : /^[A-Z]/.test(name)
  return hasItsName && /^\.[jt]sx$/.test(extname(file))
}

interface Place {
  name: string | undefined
  isDefault: boolean
  isExported: boolean
  isTyped: boolean
}

/** Where a function stands by itself: a declaration, a variable, the default export. */
function placeOf(tree: Tree, owner: Node): Place | undefined {
  const parent = tree.parentOf(owner)
  const isDefault = parent?.type === 'ExportDefaultDeclaration'
  if (owner.type === 'FunctionDeclaration' || isDefault)
    return {
      name: nameOf(child(owner, 'id')),
      isDefault,
      isExported: parent?.type === 'ExportNamedDeclaration',
      isTyped: false,
    }
  if (parent?.type !== 'VariableDeclarator') return undefined
  const id = child(parent, 'id')
  const declaration = tree.parentOf(parent)
  const name = nameOf(id)
  if (name === undefined || !declaration) return undefined
  return {
    name,
    isDefault: isDefaultExport(tree, name),
    isExported: tree.parentOf(declaration)?.type === 'ExportNamedDeclaration',
    isTyped: child(id, 'typeAnnotation') !== undefined,
  }
}

function isDefaultExport(tree: Tree, name: string): boolean {
  return children(tree.program, 'body').some(
    (statement) =>
      statement.type === 'ExportDefaultDeclaration' && nameOf(child(statement, 'declaration')) === name,
  )
}

/** A component that is drawn is not called; one that is called, or handed on as a function, would answer a promise. */
function isCalled(tree: Tree, name: string): boolean {
  return tree.all().some((node) => {
    if (node.type !== 'CallExpression') return false
    const called = nameOf(child(node, 'callee')) === name
    return called || children(node, 'arguments').some((argument) => nameOf(argument) === name)
  })
}

function isAwaitedByFramework(file: string, { name, isDefault, isExported }: Place): boolean {
  const stem = basename(file).replace(/\.[^.]+$/, '')
  if (isDefault) return awaitedFile.test(stem)
  if (!isExported || name === undefined) return false
  return awaitedExport.test(name) || (stem === 'route' && routeMethod.test(name))
}

/** `: JSX.Element` becomes `: Promise<JSX.Element>`. */
function returnTypeEdits(source: string, owner: Node): Edit[] {
  const type = child(child(owner, 'returnType'), 'typeAnnotation')
  if (!type || source.slice(type.start, type.end).startsWith('Promise<')) return []
  return [
    { start: type.start, end: type.start, text: 'Promise<' },
    { start: type.end, end: type.end, text: '>' },
  ]
}
