/**
 * Paths held against patterns, for guards. A router and a guard that read one path in two ways are a hole, so a path that can be
 * read in two ways with two outcomes is refused, whatever the guard protects.
 */
import { pathToRegexp } from 'path-to-regexp'

/** A pattern such as `/dashboard(.*)` or `/orgs/:slug`, or a regular expression. */
export type PathPattern = string | RegExp

/** The path of a request cannot be held against patterns safely; answer it with 400. */
export class AmbiguousPathError extends Error {
  override readonly name = 'AmbiguousPathError'
  readonly code = 'ambiguous_path'
  readonly statusCode = 400

  constructor() {
    super('Keywright: the path of the request can be read in more than one way.')
  }
}

/** Makes a function that says whether a path matches one of the patterns. It throws `AmbiguousPathError`. */
export function createPathMatcher(
  patterns: PathPattern | readonly PathPattern[],
): (pathname: string) => boolean {
  const expressions = [patterns].flat().filter(Boolean).map(toExpression)
  const matches = (path: string) => expressions.some((expression) => expression.test(path))
  return (pathname) => {
    const { usual, ...readings } = readingsOf(pathname)
    const answer = matches(usual)
    if (Object.values(readings).some((reading) => reading !== usual && matches(reading) !== answer))
      throw new AmbiguousPathError()
    return answer
  }
}

/** What routers may make of a path. */
interface Readings {
  /** RFC 3986 §6.2.2: unreserved characters are the same escaped or not, and most routers unescape once. */
  usual: string
  /** As a router or a proxy reads it that unescapes everything, as often as it can, and takes `\` for `/`. */
  eager: string
}

/** Layers of escapes that are taken off; nobody needs more than one. */
const layersMax = 5

/** The `(.*)` of a pattern stops where a line ends, and no router does; no page is called so. */
const lineEnds = /[\p{Cc}\u2028\u2029]/u

function readingsOf(pathname: string): Readings {
  const usual = collapse(decodeUnreserved(pathname))
  let eager = pathname
  for (let layer = 0; layer < layersMax; layer += 1) {
    const next = decodeAll(eager)
    if (next === eager) break
    if (layer === layersMax - 1) throw new AmbiguousPathError()
    eager = next
  }
  if (lineEnds.test(eager)) throw new AmbiguousPathError()
  return { usual, eager: resolveDots(collapse(eager.replaceAll('\\', '/'))) }
}

function decodeUnreserved(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    throw new AmbiguousPathError()
  }
}

/** What is not whole UTF-8 stays as it is in a deeper layer: `%2525zz` is nobody's path. */
function decodeAll(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const collapse = (path: string) => path.replace(/\/{2,}/g, '/')

/** RFC 3986 §5.2.4. Escaped dots survive the URL parser where the slashes beside them are escaped, too. */
function resolveDots(path: string): string {
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '.') kept.push(segment)
  }
  const resolved = kept.join('/')
  return resolved.startsWith('/') ? resolved : `/${resolved}`
}

function toExpression(pattern: PathPattern): RegExp {
  if (!(pattern instanceof RegExp)) return pathToRegexp(pattern)
  // With `g` or `y` an expression remembers where it stopped, and every second request would pass.
  return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''))
}
