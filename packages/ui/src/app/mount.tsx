import { hydrate, render } from 'preact'
import type { UiHost } from '../ui-host.ts'
import { hasLooks } from './appearance.ts'
import { AuthApp, type AuthAppProps, kindAt } from './auth-app.tsx'
import type { ComponentKind, ComponentProps, SignInProps, SignUpProps } from './component-props.ts'
import type { FlowModule } from './flow-module.ts'
import { hasProviders } from './has-providers.ts'
import { createRoot, dress, findRoot } from './root.ts'
import { createRouter } from './router.ts'
import { ensureStyles } from './styles.ts'

const modules: Record<ComponentKind, () => Promise<FlowModule>> = {
  'sign-in': async () => (await import('../flows/sign-in/sign-in.app.tsx')).flow,
  'sign-up': async () => (await import('../flows/sign-up/sign-up.app.tsx')).flow,
}

/** The flow of an address; what comes back to a page before it, or has to be done after it, has pages of its own. */
async function loadFlow(kind: ComponentKind, part = ''): Promise<FlowModule> {
  if (!/sso|task/.test(part)) return modules[kind]()
  return (await import('../flows/sso-callback/sso-callback.app.tsx')).flowAt(part)
}

/** What providers need is there only where the instance has some. */
async function loadSocial({ environment }: UiHost) {
  if (!hasProviders(environment)) return undefined
  if (environment.user_settings.attributes.web3_wallet.enabled)
    return (await import('../flows/social/with-wallets.ts')).walletPart
  return (await import('../flows/social/social.ts')).socialPart
}

/** What a link in a mail wrote into the address: hardly any page has it. */
async function loadLanding(page: Window) {
  if (!page.location.search.includes('__clerk_status')) return null
  return (await import('./take-landing.ts')).takeLanding(page)
}

/** A component in a page. */
export interface Mounted<Props> {
  update(props: Props): void
  unmount(): void
}

/** Draws a component into an element, or brings to life what a server has drawn there. */
export function mount<Kind extends ComponentKind>(
  kind: Kind,
  node: HTMLElement,
  props: ComponentProps[Kind],
  keywright: UiHost,
): Mounted<ComponentProps[Kind]> {
  return mountRoot({ kind, props, host: keywright, ...findRoot(node) })
}

/** Draws a component in a dialog over the page. It leaves the address alone. */
export function open<Kind extends ComponentKind>(
  kind: Kind,
  props: ComponentProps[Kind] & { onClose?: () => void },
  keywright: UiHost,
): Mounted<ComponentProps[Kind]> & { close(): void } {
  const root = document.body.appendChild(createRoot(document))
  const close = () => {
    mounted.unmount()
    props.onClose?.()
  }
  const inner = { ...props, routing: 'none' as const }
  const mounted = mountRoot({ kind, root, isRendered: false, props: inner, host: keywright, onClose: close })
  return { ...mounted, close }
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

/** What is drawn when all of it is there. */
type Loaded = Pick<AuthAppProps, 'first' | 'Frame' | 'social' | 'landing'>

function mountRoot(input: RootInput): Mounted<SignInProps> {
  const { kind, root, host, onClose } = input
  const page = root.ownerDocument.defaultView ?? window
  const router = createRouter(input.props, page)
  const takesFocus = input.props.appearance?.options?.autoFocus ?? true
  let { props } = input
  let loaded: Loaded | undefined
  let removeLooks: (() => void) | undefined
  let isGone = false

  function draw(how: typeof render): void {
    if (isGone || !loaded) return
    dress(root, props)
    const app = { ...loaded, kind, host, router, takesFocus, props, onFinish: onClose }
    how(<AuthApp {...app} id={root.dataset.id ?? ''} load={loadFlow} />, root)
  }

  async function putOnLooks(): Promise<void> {
    const looks = hasLooks(props.appearance ?? {}) ? await import('./apply-looks.ts') : undefined
    removeLooks?.()
    // Others may have been said meanwhile.
    removeLooks = isGone ? undefined : looks?.applyLooks(root, props.appearance ?? {})
  }

  const part = router.read()
  const startKind = kindAt(kind, part)
  const frame = onClose && import('./open-frame.tsx')
  const parts = [
    loadFlow(startKind, part),
    ...([frame, loadSocial(host), loadLanding(page), ensureStyles(root), putOnLooks()] as const),
  ] as const
  void Promise.all(parts).then(([module, opened, social, landing]) => {
    const Frame = onClose && opened?.createFrame(onClose)
    loaded = { first: { kind: startKind, module }, Frame, social, landing }
    draw(input.isRendered ? hydrate : render)
    performance.mark('kw-ready')
  })
  return {
    update(next) {
      props = next
      draw(render)
      void putOnLooks()
    },
    unmount() {
      isGone = true
      removeLooks?.()
      render(null, root)
      root.remove()
    },
  }
}
