/** Pages that somebody looks after something on, of their own or of an organization: drawn into an element, or over the page. */
import { type ProfilePorts, withReverification } from '@keywright/js/flows'
import { render, type VNode } from 'preact'
import { adoptStyles } from '../../app/adopt-styles.ts'
import type { Appearance } from '../../app/appearance.ts'
import type { Handle } from '../../app/mount-later.ts'
import { createWardrobe, findRoot } from '../../app/root.ts'
import { createRouter, type Router, type Routing } from '../../app/router.ts'
import { ensureStyles } from '../../app/styles.ts'
import type { Localization } from '../../localization/translate.ts'
import type { UiHost } from '../../ui-host.ts'
import { prove } from './prove.ts'

export type ShellProps = Routing & {
  appearance?: Appearance
  localization?: Localization
  /** The page to open with, where the address names none. */
  startPath?: string
}

export interface ShellAppProps<Props extends ShellProps> {
  host: UiHost
  props: Props
  id: string
  router: Router
  ports: ProfilePorts
  /** What is around it: a dialog, or nothing. */
  frame: (content: VNode) => VNode
  /** What it is about is not there any more. */
  onGone: () => void
}

export interface Shell<Props extends ShellProps> {
  App: (props: ShellAppProps<Props>) => VNode | null
  css: string
  /** Leads away once what it is about is gone. */
  leave(host: UiHost, props: Props): void
}

/** Draws it into an element. */
export function mountShell<Props extends ShellProps>(
  shell: Shell<Props>,
  node: HTMLElement,
  props: Props,
  host: UiHost,
): Handle<Props> {
  return startShell(shell, findRoot(node).root, props, host)
}

/** Draws it into a root, with something around it. */
export function startShell<Props extends ShellProps>(
  { App, css, leave }: Shell<Props>,
  root: HTMLElement,
  props: Props,
  host: UiHost,
  frame: (content: VNode) => VNode = (content) => content,
  onGone: () => void = () => undefined,
): Handle<Props> {
  let now = props
  const wardrobe = createWardrobe(root)
  let isGone = false
  let isReady = false
  const router = createRouter(props, root.ownerDocument.defaultView ?? window)
  if (props.startPath && router.read() === '') router.write(props.startPath, 'replace')
  const ports = portsOf(
    host,
    router,
    () => now,
    () => leave(host, now),
  )
  adoptStyles(css)
  const draw = () => {
    if (isGone || !isReady) return
    const app = { host, router, ports, frame, onGone, id: root.dataset.id ?? '' }
    render(<App {...app} props={now} />, root)
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

/** The world as the sections see it, from what the host gives. */
function portsOf(host: UiHost, router: Router, props: () => ShellProps, leave: () => void): ProfilePorts {
  const proof = () => prove(host, props())
  return {
    ...{ api: withReverification(host.api, proof), prove: proof },
    now: Date.now,
    later(task, milliseconds) {
      const timer = setTimeout(task, milliseconds)
      return () => clearTimeout(timer)
    },
    linkUrl: () => router.href(''),
    sessionId: () => host.sessionId,
    leave: async () => leave(),
  }
}
