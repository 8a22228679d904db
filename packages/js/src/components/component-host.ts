/** Shows components, once the module that draws them has come. */
import type { ComponentHandle, ComponentProps, ComponentVerbs, Keywright, UiModule } from '../interface.ts'
import { type MountedKind, mountedKinds, type OpenedKind, openedKinds } from './component-kinds.ts'

export interface ComponentHostDeps {
  ui: (() => Promise<UiModule>) | undefined
  keywright(): Keywright
}

export function createComponentVerbs({ ui, keywright }: ComponentHostDeps): ComponentVerbs {
  let module: Promise<UiModule> | undefined
  const mounted = new Map<HTMLElement, ComponentHandle>()
  const opened = new Map<OpenedKind, ComponentHandle>()

  async function loadUi(): Promise<UiModule> {
    if (!ui)
      throw new TypeError(
        "Keywright: there are no components to show. Hand them over: createKeywright({ ui: () => import('@keywright/ui') }).",
      )
    module ??= ui()
    try {
      return await module
    } catch (error) {
      // A network that was away for a moment must not cost the page its components.
      module = undefined
      throw error
    }
  }

  /** A handle that works at once; what is asked of it before the module has come is done then. */
  function showLater(
    props: ComponentProps,
    show: (module: UiModule, props: ComponentProps) => ComponentHandle,
  ) {
    let latest = props
    let handle: ComponentHandle | undefined
    let isGone = false
    const shown = loadUi().then((loaded) => {
      if (!isGone) handle = show(loaded, latest)
    })
    shown.catch((error: unknown) => reportError(error))
    return {
      update(next: ComponentProps) {
        latest = next
        handle?.update(next)
      },
      unmount() {
        isGone = true
        handle?.unmount()
        handle = undefined
      },
    }
  }

  const verbs = {
    mountComponent: (kind: MountedKind, node: HTMLElement, props: ComponentProps = {}) =>
      showLater(props, (loaded, latest) => loaded.mount(kind, node, latest, keywright())),
    openComponent: (kind: OpenedKind, props: ComponentProps = {}) =>
      showLater(props, (loaded, latest) => loaded.open(kind, latest, keywright())),
  }

  function mountVerbs(kind: MountedKind) {
    return {
      [`mount${kind}`](node: HTMLElement, props: ComponentProps = {}) {
        const known = mounted.get(node)
        if (known) known.update(props)
        else mounted.set(node, verbs.mountComponent(kind, node, props))
      },
      [`unmount${kind}`](node: HTMLElement) {
        mounted.get(node)?.unmount()
        mounted.delete(node)
      },
    }
  }

  function openVerbs(kind: OpenedKind) {
    const close = () => {
      opened.get(kind)?.unmount()
      opened.delete(kind)
    }
    return {
      [`open${kind}`](props: ComponentProps = {}) {
        const known = opened.get(kind)
        if (known) known.update(props)
        else
          opened.set(
            kind,
            verbs.openComponent(
              kind,
              closingItself(props, () => opened.delete(kind)),
            ),
          )
      },
      [`close${kind}`]: close,
    }
  }

  return Object.assign(
    verbs,
    ...mountedKinds.map(mountVerbs),
    ...openedKinds.map(openVerbs),
  ) as ComponentVerbs
}

/** Tells us, too, when its user closes it. */
function closingItself(props: ComponentProps, onClose: () => void): ComponentProps {
  return {
    ...props,
    onClose() {
      onClose()
      if (typeof props.onClose === 'function') props.onClose()
    },
  }
}
