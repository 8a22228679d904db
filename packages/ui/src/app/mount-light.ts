import type { Localization } from '../localization/translate.ts'
import type { Appearance } from './appearance.ts'
import type { Handle } from './mount-later.ts'
import { createWardrobe, findRoot } from './root.ts'
import { ensureStyles } from './styles.ts'

/** Draws a component into an element that comes without a rendering library. */
export function mountLight<Props extends { appearance?: Appearance; localization?: Localization }>(
  node: HTMLElement,
  props: Props,
  start: (root: HTMLElement) => Handle<Props> | Promise<Handle<Props>>,
): Handle<Props> {
  const { root } = findRoot(node)
  let now = props
  const wardrobe = createWardrobe(root)
  let started: Handle<Props> | undefined
  let isGone = false
  void Promise.all([ensureStyles(root, 'user-styles'), wardrobe.wear(props)]).then(async () => {
    if (isGone) return
    started = await start(root)
    if (isGone) return started.unmount()
    if (now !== props) started.update(now)
  })
  return {
    update(next) {
      now = next
      void wardrobe.wear(next)
      started?.update(next)
    },
    unmount() {
      isGone = true
      started?.unmount()
      wardrobe.takeOff()
      root.remove()
    },
  }
}
