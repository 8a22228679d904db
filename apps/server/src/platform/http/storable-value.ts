/** Deeper than any honest document; what walks a value afterwards may then do so by calling itself. */
const depthMax = 64

/** A place in a value that cannot be stored: its first name, or `body` for the value itself. */
export interface UnstorablePlace {
  param: string
}

/**
 * Finds what PostgreSQL would refuse when it is too late to say so well: the character NUL, halves of characters, which no
 * UTF-8 can write, and documents nested too deeply to be walked. Names count as much as values.
 */
export function findUnstorable(value: unknown): UnstorablePlace | undefined {
  if (!isContainer(value)) return isStorableText(value) ? undefined : { param: 'body' }
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorableText(name) || !isStorable(inner, depthMax))
      return { param: isStorableText(name) ? name : 'body' }
  }
  return undefined
}

function isStorable(value: unknown, depth: number): boolean {
  if (!isContainer(value)) return isStorableText(value)
  if (depth === 0) return false
  return Object.entries(value).every(([name, inner]) => isStorableText(name) && isStorable(inner, depth - 1))
}

/** Lists and documents; files and dates are no containers of ours. */
function isContainer(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}

function isStorableText(value: unknown): boolean {
  return typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))
}
