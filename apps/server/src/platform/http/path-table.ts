/** Finds what stands at a method and path. A router of a library takes several times as long, on each request. */
import { invariant } from '../domain-error.ts'

export interface PathTable<T> {
  /** Puts something at a path, whose parameters stand in braces: `/v1/users/{user_id}`. */
  add(method: string, path: string, value: T): void
  /** A fixed segment wins over a parameter. Parameters are as they stand in the path, not decoded. */
  find(method: string, path: string): Match<T> | undefined
}

export interface Match<T> {
  value: T
  params: Record<string, string>
}

interface Node<T> {
  fixed: Map<string, Node<T>>
  parameter: Node<T> | undefined
  byMethod: Map<string, { value: T; names: string[] }>
}

const parameterOf = (segment: string) => /^\{(\w+)\}$/.exec(segment)?.[1]

export function createPathTable<T>(): PathTable<T> {
  const root = createNode<T>()
  return {
    add(method, path, value) {
      const segments = path.split('/').slice(1)
      const names = segments.map(parameterOf).filter((name) => name !== undefined)
      const { byMethod } = segments.reduce(descend, root)
      invariant(!byMethod.has(method), `${method} ${path} is there once`)
      byMethod.set(method, { value, names })
    },
    find(method, path) {
      const values: string[] = []
      const found = search(root, path.split('/'), 1, method, values)
      if (!found) return undefined
      const params = Object.fromEntries(found.names.map((name, index) => [name, values[index] ?? '']))
      return { value: found.value, params }
    },
  }
}

function createNode<T>(): Node<T> {
  return { fixed: new Map(), parameter: undefined, byMethod: new Map() }
}

function descend<T>(node: Node<T>, segment: string): Node<T> {
  if (parameterOf(segment) !== undefined) {
    node.parameter ??= createNode()
    return node.parameter
  }
  const next = node.fixed.get(segment) ?? createNode<T>()
  node.fixed.set(segment, next)
  return next
}

/** Leaves the parameters it passed in `values`, the outermost first. */
function search<T>(
  node: Node<T>,
  segments: readonly string[],
  at: number,
  method: string,
  values: string[],
): { value: T; names: string[] } | undefined {
  const segment = segments[at]
  if (segment === undefined) return node.byMethod.get(method)
  const fixed = node.fixed.get(segment)
  const found = fixed && search(fixed, segments, at + 1, method, values)
  if (found || !node.parameter || segment === '') return found
  const depth = values.push(segment)
  const below = search(node.parameter, segments, at + 1, method, values)
  if (!below) values.length = depth - 1
  return below
}
