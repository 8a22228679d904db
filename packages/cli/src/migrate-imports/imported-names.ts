/** Which local names stand for the functions of the Next.js package that answer a promise now. */
import { child, children, isFunction, type Node, nameOf, type Tree, textOf } from './syntax.ts'

const nextPackage = /^@(clerk|keywright)\/nextjs(\/server)?$/
const functions = new Set(['auth', 'clerkClient'])

export interface ImportedNames {
  /** Local name to the function's own. */
  functions: ReadonlyMap<string, string>
  /** Names of the whole module: `import * as clerk`. */
  modules: ReadonlySet<string>
}

export function findImportedNames(tree: Tree): ImportedNames {
  const functionNames = new Map<string, string>()
  const modules = new Set<string>()
  for (const [imported, local] of tree.all().flatMap(bindingsOf)) {
    if (local === undefined) continue
    if (imported === wholeModule) modules.add(local)
    else if (imported !== undefined && functions.has(imported)) functionNames.set(local, imported)
  }
  return { functions: functionNames, modules }
}

const wholeModule = '*'

type Binding = [imported: string | undefined, local: string | undefined]

function bindingsOf(node: Node): Binding[] {
  if (node.type === 'ImportDeclaration' && isNext(child(node, 'source')))
    return children(node, 'specifiers').map((specifier) => [
      specifier.type === 'ImportNamespaceSpecifier' ? wholeModule : nameOf(child(specifier, 'imported')),
      nameOf(child(specifier, 'local')),
    ])
  if (node.type !== 'VariableDeclarator' || !isRequire(child(node, 'init'))) return []
  const id = child(node, 'id')
  const named = children(id, 'properties').map<Binding>((property) => [
    nameOf(child(property, 'key')),
    nameOf(child(property, 'value')),
  ])
  return [[wholeModule, nameOf(id)], ...named]
}

const isNext = (node: Node | undefined) => nextPackage.test(textOf(node) ?? '')

function isRequire(node: Node | undefined): boolean {
  return (
    node?.type === 'CallExpression' &&
    nameOf(child(node, 'callee')) === 'require' &&
    isNext(children(node, 'arguments')[0])
  )
}

/** Whether something between a node and the module gives a name another meaning. */
export function isShadowed(tree: Tree, from: Node, name: string): boolean {
  for (let node = tree.parentOf(from); node && node.type !== 'Program'; node = tree.parentOf(node)) {
    const declared = isFunction(node)
      ? children(node, 'params')
      : children(node, 'body').flatMap(declarationsIn)
    if (declared.some((pattern) => namesIn(pattern).includes(name))) return true
  }
  return false
}

function declarationsIn(statement: Node): Node[] {
  if (statement.type === 'FunctionDeclaration')
    return [child(statement, 'id')].filter((id) => id !== undefined)
  return children(statement, 'declarations').flatMap((declaration) => child(declaration, 'id') ?? [])
}

/** Every name that a pattern declares. */
function namesIn(pattern: Node): string[] {
  const own = nameOf(pattern)
  if (own !== undefined) return [own]
  const parts = ['left', 'argument', 'value'].flatMap((field) => child(pattern, field) ?? [])
  const inner = [...parts, ...children(pattern, 'properties'), ...children(pattern, 'elements')]
  return inner.flatMap(namesIn)
}
