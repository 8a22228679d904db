import { render, type VNode } from 'preact'
import { adoptStyles } from '../../app/adopt-styles.ts'
import type { Handle } from '../../app/mount-later.ts'
import { createWardrobe, findRoot } from '../../app/root.ts'
import { createRouter } from '../../app/router.ts'
import { ensureStyles } from '../../app/styles.ts'
import css from '../../styles/profile-sheet.css?inline'
import type { UiHost } from '../../ui-host.ts'
import { ProfileApp, profilePorts } from './user-profile.app.tsx'
import type { UserProfileProps } from './user-profile.props.ts'

/** Draws the profile into an element. */
export function mountProfile(
  node: HTMLElement,
  props: UserProfileProps,
  host: UiHost,
): Handle<UserProfileProps> {
  const { root } = findRoot(node)
  return startProfile(root, props, host, (content) => content)
}

/** Draws the profile into a root, with something around it. */
export function startProfile(
  root: HTMLElement,
  props: UserProfileProps,
  host: UiHost,
  frame: (content: VNode) => VNode,
  onGone: () => void = () => undefined,
): Handle<UserProfileProps> {
  let now = props
  const wardrobe = createWardrobe(root)
  let isGone = false
  let isReady = false
  const router = createRouter(props, root.ownerDocument.defaultView ?? window)
  if (props.startPath && router.read() === '') router.write(props.startPath, 'replace')
  const ports = profilePorts(host, router, () => now)
  adoptStyles(css)
  const draw = () => {
    if (isGone || !isReady) return
    const app = { host, router, ports, frame, onGone, id: root.dataset.id ?? '' }
    render(<ProfileApp {...app} props={now} />, root)
  }
  void Promise.all([ensureStyles(root), wardrobe.wear(props)]).then(() => {
    isReady = true
    draw()
    performance.mark('kw-ready')
  })
  return {
    update(next) {
      now = next
      void wardrobe.wear(next)
      draw()
    },
    unmount() {
      isGone = true
      wardrobe.takeOff()
      render(null, root)
      root.remove()
    },
  }
}
