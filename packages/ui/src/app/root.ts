import type { Localization } from '../localization/translate.ts'
import { type Appearance, hasLooks, setSwitches } from './appearance.ts'

let rootCount = 0

/** The element of a component, with a name that no other of the page has. */
export function createRoot(page: Document): HTMLElement {
  const root = page.createElement('div')
  rootCount += 1
  root.className = 'kw-root'
  root.dataset.id = `kw-${rootCount}`
  return root
}

/** Where a component goes: into what a server has drawn there, or into something new. */
export function findRoot(node: HTMLElement): { root: HTMLElement; isRendered: boolean } {
  const rendered = node.querySelector<HTMLElement>(':scope > .kw-root')
  return { root: rendered ?? node.appendChild(createRoot(node.ownerDocument)), isRendered: rendered !== null }
}

/** Language, direction and switches of a root; nothing is written that is there already. */
export function dress(
  root: HTMLElement,
  { appearance = {}, localization }: { appearance?: Appearance; localization?: Localization },
): void {
  const { locale = 'en', direction = 'ltr' } = localization ?? {}
  if (root.lang !== locale) root.lang = locale
  if (root.dir !== direction) root.dir = direction
  setSwitches(root, appearance)
}

/** Language and looks of one root, as they were said last. What few hosts have is loaded for those. */
export function createWardrobe(root: HTMLElement) {
  let remove: (() => void) | undefined
  let isGone = false
  let worn: Appearance = {}
  async function putOnLooks(): Promise<void> {
    const looks = hasLooks(worn) ? await import('./apply-looks.ts') : undefined
    remove?.()
    remove = isGone ? undefined : looks?.applyLooks(root, worn)
  }
  return {
    async wear(props: { appearance?: Appearance; localization?: Localization }): Promise<void> {
      worn = props.appearance ?? {}
      dress(root, props)
      await putOnLooks()
    },
    takeOff(): void {
      isGone = true
      remove?.()
    },
  }
}
