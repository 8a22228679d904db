import { networkError } from '@keywright/client'

/** Something that is made late, and once. */
export interface LoadOnce<Made> {
  /** What was made; `undefined` until then. */
  now(): Made | undefined
  /** Fails as a call does that got no answer: whoever tries again after that may succeed. */
  load(): Promise<Made>
}

export function createLoadOnce<Made>(make: () => Promise<Made>): LoadOnce<Made> {
  let made: Made | undefined
  let loading: Promise<Made> | undefined

  async function begin(): Promise<Made> {
    try {
      made = await make()
      return made
    } catch (error) {
      loading = undefined
      throw networkError(error)
    }
  }

  return {
    now: () => made,
    load() {
      loading ??= begin()
      return loading
    },
  }
}
