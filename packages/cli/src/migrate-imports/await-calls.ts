/**
 * Calls of `auth()` and `clerkClient()` that were written for a time when they answered at once: the newest Next.js lets nobody
 * read a request without waiting.
 */
import { type Edit, lineAt } from './edits.ts'
import { findImportedNames, type ImportedNames, isShadowed } from './imported-names.ts'
import { makeAsync } from './make-async.ts'
import type { Changes } from './rename-modules.ts'
import { child, isFunction, type Node, nameOf, type Tree } from './syntax.ts'

/** A call that gives a promise, and what it is to become. */
interface Call {
  /** The whole expression that is waited for. */
  node: Node
  shown: string
  /** `auth().protect()` is `auth.protect()` now. */
  edits: Edit[]
}

export function awaitCalls(file: string, source: string, tree: Tree): Changes {
  const changes: Changes = { edits: [], remarks: [] }
  const names = findImportedNames(tree)
  if (names.functions.size + names.modules.size === 0) return changes
  const asynchronous = new Set<Node>()
  for (const call of tree.all().flatMap((node) => readCall(tree, names, node) ?? [])) {
    const outcome = migrateCall(file, source, tree, call, asynchronous)
    if (typeof outcome !== 'string') changes.edits.push(...outcome)
    else
      changes.remarks.push({
        line: lineAt(source, call.node.start),
        text: `\`${call.shown}\` ${outcome}.`,
      })
  }
  return changes
}

/** Edits, or what a person has to do. */
function migrateCall(
  file: string,
  source: string,
  tree: Tree,
  call: Call,
  asynchronous: Set<Node>,
): Edit[] | string {
  const use = useOf(tree, call.node)
  if (use === 'waited') return call.edits
  if (use === 'returned') return 'is handed on as a promise. Write `await` where it is read'
  const owner = ownerOf(tree, call.node)
  if (!owner) return 'answers a promise, and this is no function. Call it, with `await`, inside one'
  const edits = [...call.edits, ...awaitEdits(source, tree, call.node)]
  if (owner.async === true || asynchronous.has(owner)) return edits
  const verdict = makeAsync(file, source, tree, owner)
  if (verdict.kind === 'unsafe')
    return `answers a promise, and ${verdict.why}. Make the function async, write \`await\` here and where it is called`
  asynchronous.add(owner)
  return [...verdict.edits, ...edits]
}

function readCall(tree: Tree, names: ImportedNames, node: Node): Call | undefined {
  if (node.type !== 'CallExpression') return undefined
  const callee = child(node, 'callee')
  const direct = importedName(tree, names, callee)
  if (direct === undefined) return readProtect(tree, names, node, callee)
  // Seen from `auth().protect()`, which is the outer call.
  if (direct === 'auth' && isProtect(tree.parentOf(node), node)) return undefined
  return { node, shown: `${direct}()`, edits: [] }
}

function readProtect(
  tree: Tree,
  names: ImportedNames,
  node: Node,
  callee: Node | undefined,
): Call | undefined {
  const object = child(callee, 'object')
  if (!object || !isProtect(callee, object)) return undefined
  if (importedName(tree, names, object) === 'auth') return { node, shown: 'auth.protect()', edits: [] }
  const inner = object.type === 'CallExpression' ? child(object, 'callee') : undefined
  if (!inner || importedName(tree, names, inner) !== 'auth') return undefined
  return { node, shown: 'auth().protect()', edits: [{ start: inner.end, end: object.end, text: '' }] }
}

function isProtect(parent: Node | undefined, object: Node): boolean {
  return (
    parent?.type === 'MemberExpression' &&
    child(parent, 'object') === object &&
    nameOf(child(parent, 'property')) === 'protect'
  )
}

/** The function that an expression names: `auth`, or `clerk.auth` of the whole module. */
function importedName(tree: Tree, names: ImportedNames, node: Node | undefined): string | undefined {
  const local = nameOf(node)
  if (node && local !== undefined) {
    const imported = names.functions.get(local)
    return imported !== undefined && !isShadowed(tree, node, local) ? imported : undefined
  }
  const module = nameOf(child(node, 'object'))
  const property = nameOf(child(node, 'property'))
  if (node?.type !== 'MemberExpression' || module === undefined || !names.modules.has(module))
    return undefined
  return property === 'auth' || property === 'clerkClient' ? property : undefined
}

const wrappers = new Set([
  ...['ParenthesizedExpression', 'TSNonNullExpression', 'TSAsExpression', 'TSSatisfiesExpression'],
])

type Use = 'waited' | 'returned' | 'read'

/** What becomes of the promise. */
function useOf(tree: Tree, call: Node): Use {
  let node = call
  let parent = tree.parentOf(node)
  while (parent && wrappers.has(parent.type)) {
    node = parent
    parent = tree.parentOf(node)
  }
  if (!parent) return 'read'
  if (parent.type === 'AwaitExpression') return 'waited'
  const property = nameOf(child(parent, 'property')) ?? ''
  if (parent.type === 'MemberExpression' && /^(then|catch|finally)$/.test(property)) return 'waited'
  if (parent.type === 'ArrayExpression' && isPromiseList(tree, parent)) return 'waited'
  const isReturned =
    parent.type === 'ReturnStatement' ||
    (parent.type === 'ArrowFunctionExpression' && child(parent, 'body') === node)
  if (!isReturned) return 'read'
  return ownerOf(tree, call)?.async === true ? 'waited' : 'returned'
}

/** `Promise.all([auth(), …])` */
function isPromiseList(tree: Tree, array: Node): boolean {
  const callee = child(tree.parentOf(array), 'callee', 'MemberExpression')
  return nameOf(child(callee, 'object')) === 'Promise'
}

/** The function whose `await` it would be; none for a default of a parameter or a field of a class. */
function ownerOf(tree: Tree, from: Node): Node | undefined {
  let inner = from
  for (let node = tree.parentOf(from); node; node = tree.parentOf(node)) {
    if (isFunction(node)) return child(node, 'body') === inner ? node : undefined
    if (node.type === 'PropertyDefinition' || node.type === 'StaticBlock') return undefined
    inner = node
  }
  return undefined
}

/** `await` binds less tightly than reading a property. */
const tight = new Set([
  'MemberExpression',
  'CallExpression',
  'TSNonNullExpression',
  'TaggedTemplateExpression',
])

function awaitEdits(source: string, tree: Tree, call: Node): Edit[] {
  const parent = tree.parentOf(call)
  const isTight =
    parent !== undefined &&
    tight.has(parent.type) &&
    [child(parent, 'object'), child(parent, 'callee'), child(parent, 'expression')].includes(call)
  if (!isTight) return [{ start: call.start, end: call.start, text: 'await ' }]
  return [
    { start: call.start, end: call.start, text: `${needsSemicolon(source, tree, call) ? ';' : ''}(await ` },
    { start: call.end, end: call.end, text: ')' },
  ]
}

/** A statement that begins with a parenthesis would go on the one before it, where that has no semicolon. */
function needsSemicolon(source: string, tree: Tree, call: Node): boolean {
  let node: Node | undefined = call
  while (node && node.type !== 'ExpressionStatement') {
    node = tree.parentOf(node)
    if (node && node.start !== call.start) return false
  }
  return node !== undefined && !/[;{}]\s*$/.test(source.slice(0, call.start))
}
