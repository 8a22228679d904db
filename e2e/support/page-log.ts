/** What happened in the pages of a browser that nobody sees: what was said, what a policy forbade, what jumped. */
import type { BrowserContext } from 'playwright-core'

export interface PageLog {
  /** Every text that came into a live region. */
  announced: string[]
  /** What a content security policy, or its rule about markup from scripts, would not have. */
  violations: string[]
  /** What moved although nobody had done anything (Layout Instability). */
  shifts: string[]
}

declare global {
  function kwNote(kind: keyof PageLog, text: string): Promise<void>
}

/** Writes down what happens in every page of a context from now on, from the first moment of each. */
export async function logPages(context: BrowserContext): Promise<PageLog> {
  const log: PageLog = { announced: [], violations: [], shifts: [] }
  await context.exposeBinding('kwNote', (_, kind: keyof PageLog, text: string) => void log[kind].push(text))
  await context.addInitScript(watch)
  return log
}

function watch(): void {
  const regions = '[role=alert], [role=status]'
  const said = new WeakMap<Element, string>()
  const regionOf = (node: Node) =>
    (node instanceof Element ? node : node.parentElement)?.closest(regions) ?? null
  const below = (node: Node) => (node instanceof Element ? [...node.querySelectorAll(regions)] : [])

  function listen(records: MutationRecord[]): void {
    const nodes = records.flatMap(({ target, addedNodes }) => [target, ...addedNodes])
    for (const region of new Set(nodes.flatMap((node) => [regionOf(node), ...below(node)]))) {
      if (!region?.isConnected) continue
      const text = region.textContent.trim()
      if (text !== '' && said.get(region) !== text) void kwNote('announced', text)
      said.set(region, text)
    }
  }

  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    kwNote('violations', `${violatedDirective} ${blockedURI} ${sample}`),
  )
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(listen).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    }),
  )
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value, sources } of list.getEntries() as LayoutShift[]) {
      if (hadRecentInput || value <= 0.001) continue
      const moved = sources.map(({ node }) => (node instanceof Element ? node.className : node?.nodeName))
      void kwNote('shifts', `${location.pathname} ${value}: ${moved.join(', ')}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Not among the typings of the DOM. */
interface LayoutShift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
  sources: readonly { node: Node | null }[]
}
