/** A component that is one card: drawn into an element, or in a dialog over the page. */
import { render, type VNode } from 'preact'
import { adoptStyles } from '../../app/adopt-styles.ts'
import type { Appearance } from '../../app/appearance.ts'
import { createUi } from '../../app/create-ui.ts'
import type { Texts } from '../../app/flow-module.ts'
import type { Handle } from '../../app/mount-later.ts'
import { createWardrobe, findRoot } from '../../app/root.ts'
import { ensureStyles } from '../../app/styles.ts'
import { formatMessage } from '../../localization/message-format.ts'
import type { Localization } from '../../localization/translate.ts'
import { UiProvider } from '../../primitives/ui-context.ts'
import type { UiHost } from '../../ui-host.ts'

interface LookProps {
  appearance?: Appearance
  localization?: Localization
}

export interface CardApp<Props> {
  texts: Texts
  css: string
  /** Begins it for whoever is signed in; what comes of it draws it. `close`: in a dialog, takes it away. */
  begin(host: UiHost, props: () => Props, close: () => void): () => VNode
}

export function mountCard<Props extends LookProps>(
  app: CardApp<Props>,
  node: HTMLElement,
  props: Props,
  host: UiHost,
): Handle<Props> {
  return startCard(app, findRoot(node).root, props, host, (content) => content)
}

/** Opens it over the page; `onClose` is told when it is gone again. */
export async function openCard<Props extends LookProps & { onClose?: () => void }>(
  app: CardApp<Props>,
  props: Props,
  host: UiHost,
): Promise<{ close(): void }> {
  const { startInDialog } = await import('../../app/open-frame.tsx')
  return startInDialog((root, frame, close) => startCard(app, root, props, host, frame, close), props.onClose)
}

function startCard<Props extends LookProps>(
  app: CardApp<Props>,
  root: HTMLElement,
  props: Props,
  host: UiHost,
  frame: (content: VNode) => VNode,
  close: () => void = () => undefined,
): Handle<Props> {
  let now = props
  let isGone = false
  let isReady = false
  const wardrobe = createWardrobe(root)
  let view: (() => VNode) | undefined
  adoptStyles(app.css)

  /** Nothing while nobody is signed in. */
  function draw(): void {
    if (isGone || !isReady) return
    if (host.sessionId === null) return void render(null, root)
    view ??= app.begin(host, () => now, close)
    const { appearance = {}, localization } = now
    const { environment } = host
    const id = root.dataset.id ?? ''
    const ui = createUi({
      environment,
      appearance,
      localization,
      texts: app.texts,
      format: formatMessage,
      id,
    })
    render(<UiProvider value={ui}>{frame(view())}</UiProvider>, root)
  }

  let { sessionId } = host
  const stopHearing = host.subscribe(() => {
    if (host.sessionId === sessionId) return
    sessionId = host.sessionId
    // What was begun is no longer theirs.
    view = undefined
    draw()
    if (sessionId === null) close()
  })
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
      stopHearing()
      wardrobe.takeOff()
      render(null, root)
      root.remove()
    },
  }
}
