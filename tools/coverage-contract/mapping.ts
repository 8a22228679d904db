/** Anything that came out of a YAML mapping. */
export type Mapping = Record<string, unknown>

/** A mapping as it is, and an empty one for anything else. */
export function asMapping(value: unknown): Mapping {
  return isMapping(value) ? value : {}
}

/** Whether a value is a mapping (an object that is no list). */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
