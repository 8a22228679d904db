/** Makes an object of pairs; what is there several times becomes an array. In one pass, however many pairs there are. */
export function groupRepeated(pairs: Iterable<[string, string]>): Record<string, string | string[]> {
  const groups = new Map<string, string | string[]>()
  for (const [key, value] of pairs) {
    const before = groups.get(key)
    if (before === undefined) groups.set(key, value)
    else if (typeof before === 'string') groups.set(key, [before, value])
    else before.push(value)
  }
  // Never by assignment: a key may be `__proto__`.
  return Object.fromEntries(groups)
}
