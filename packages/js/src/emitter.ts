/** Typed events. A listener that throws keeps nobody else from hearing. */
export interface Emitter<Events> {
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void
  off<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void
}

export function createEmitter<Events>(): Emitter<Events> {
  const listeners = new Map<keyof Events, Set<(event: never) => void>>()
  const off: Emitter<Events>['off'] = (name, listener) => void listeners.get(name)?.delete(listener)
  return {
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => off(name, listener)
    },
    off,
    emit(name, event) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(event as never)
        } catch (error) {
          // As if nobody had caught it, but later.
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
  }
}
