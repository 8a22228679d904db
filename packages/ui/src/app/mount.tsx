import { readLinkLanding } from '@keywright/js/flows'
import { hydrate, render } from 'preact'
import type { UiHost } from '../ui-host.ts'
import { applyAppearance } from './appearance.ts'
import { AuthApp, kindAt } from './auth-app.tsx'
import type { ComponentKind, ComponentProps, SignInProps, SignUpProps } from './component-props.ts'
import type { FlowModule } from './flow-module.ts'
import { createRouter } from './router.ts'
import { ensureStyles } from './styles.ts'

const modules: Record<ComponentKind, () => Promise<FlowModule>> = {
  'sign-in': () => import('../flows/sign-in/sign-in.app.tsx'),
  'sign-up': () => import('../flows/sign-up/sign-up.app.tsx'),
}

/** A component in a page. */
export interface Mounted<Props> {
  update(props: Props): void
  unmount(): void
}

let rootCount = 0

/** Draws a component into an element, or brings to life what a server has drawn there. */
export function mount<Kind extends ComponentKind>(
  kind: Kind,
  node: HTMLElement,
  props: ComponentProps[Kind],
  keywright: UiHost,
): Mounted<ComponentProps[Kind]> {
  const rendered = node.querySelector<HTMLElement>(':scope > .kw-root')
  const root = rendered ?? node.appendChild(createRoot(node.ownerDocument))
  return mountRoot({ kind, root, isRendered: rendered !== null, props, host: keywright })
}

function createRoot(page: Document): HTMLElement {
  const root = page.createElement('div')
  rootCount += 1
  root.className = 'kw-root'
  root.dataset.id = `kw-${rootCount}`
  return root
}

/** Draws a component in a dialog over the page. It leaves the address alone. */
export function open<Kind extends ComponentKind>(
  kind: Kind,
  props: ComponentProps[Kind],
  keywright: UiHost,
): { close(): void } {
  const root = document.body.appendChild(createRoot(document))
  const close = () => mounted.unmount()
  const mounted = mountRoot({
    ...{ kind, root, isRendered: false, host: keywright, onClose: close },
    props: { ...props, routing: 'none' },
  })
  return { close }
}

interface RootInput {
  kind: ComponentKind
  root: HTMLElement
  isRendered: boolean
  props: SignInProps & SignUpProps
  host: UiHost
  /** In a dialog: called when it is to go, and when the visitor is signed in. */
  onClose?: () => void
}

function mountRoot({ kind, root, isRendered, props, host, onClose }: RootInput): Mounted<SignInProps> {
  const page = root.ownerDocument.defaultView ?? window
  const router = createRouter(props, page)
  const landing = takeLanding(page)
  const takesFocus = props.appearance?.options?.autoFocus ?? true
  let now = props
  let first: { kind: ComponentKind; module: FlowModule } | undefined
  let removeAppearance: (() => void) | undefined
  let isGone = false

  function draw(how: typeof render): void {
    if (isGone || !first) return
    removeAppearance?.()
    removeAppearance = dress(root, now)
    const app = { kind, host, router, landing, takesFocus, first, onClose, onFinish: onClose }
    how(<AuthApp {...app} id={root.dataset.id ?? ''} props={now} load={(other) => modules[other]()} />, root)
  }

  const startKind = kindAt(kind, router.read())
  void Promise.all([modules[startKind](), ensureStyles(root)]).then(([module]) => {
    first = { kind: startKind, module }
    draw(isRendered ? hydrate : render)
    performance.mark('kw-ready')
  })
  return {
    update(next) {
      now = next
      draw(render)
    },
    unmount() {
      isGone = true
      removeAppearance?.()
      render(null, root)
      root.remove()
    },
  }
}

/** Language, direction and looks of a root; nothing is written that is there already. */
function dress(root: HTMLElement, { appearance = {}, localization }: SignInProps): () => void {
  const { locale = 'en', direction = 'ltr' } = localization ?? {}
  if (root.lang !== locale) root.lang = locale
  if (root.dir !== direction) root.dir = direction
  return applyAppearance(root, appearance)
}

/** What a link from a mail wrote into the address is read once, and taken out of it. */
function takeLanding({ location, history }: Window) {
  const url = new URL(location.href)
  const landing = readLinkLanding(url.searchParams)
  if (!landing) return null
  for (const name of ['__clerk_status', '__clerk_created_session']) url.searchParams.delete(name)
  history.replaceState(history.state, '', url)
  return landing
}
