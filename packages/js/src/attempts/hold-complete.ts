/** An attempt, as forms use it. */
export interface HeldAttempt<Resource> {
  get(): Resource
  /** Takes a step with it. */
  use<Result>(step: (resource: Resource) => Promise<Result>): Promise<Result>
  release(): void
}

/**
 * The server forgets an attempt as soon as it has brought somebody in, and the form still has to read which session it was:
 * an attempt that is complete is held until the form has made use of it, or begins another.
 */
export function holdComplete<Resource extends { status: string | null }>(
  read: () => Resource,
): HeldAttempt<Resource> {
  let held: Resource | undefined
  return {
    get: () => held ?? read(),
    async use(step) {
      const resource = held ?? read()
      try {
        return await step(resource)
      } finally {
        held = resource.status === 'complete' ? resource : undefined
      }
    },
    release() {
      held = undefined
    },
  }
}
