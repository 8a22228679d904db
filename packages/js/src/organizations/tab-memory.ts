import type { TabMemory } from '../platform/platform.ts'

/** Where the browser refuses it, a tab begins anew each time. */
export function createTabMemory(): TabMemory {
  const attempt = <Result>(run: () => Result): Result | null => {
    try {
      return run()
    } catch {
      return null
    }
  }
  return {
    read: (name) => attempt(() => sessionStorage.getItem(name)),
    write: (name, text) => void attempt(() => sessionStorage.setItem(name, text)),
    isReload() {
      const [navigation] = globalThis.performance?.getEntriesByType?.('navigation') ?? []
      const isAgain = (navigation as Partial<PerformanceNavigationTiming> | undefined)?.type === 'reload'
      return isAgain || Boolean((globalThis.document as { wasDiscarded?: boolean } | undefined)?.wasDiscarded)
    },
  }
}
