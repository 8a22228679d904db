/** Shows components, once the module that draws them has come and it is known what to draw. */
import type {
  ComponentHandle,
  ComponentHost,
  ComponentProps,
  ComponentVerbs,
  KeywrightOptions,
  UiModule,
} from '../interface.ts'
import { completeProps } from './complete-props.ts'
import {
  kindOf,
  type MountedKind,
  type MountedName,
  mountedNames,
  type OpenedKind,
  type OpenedName,
  openedNames,
} from './component-kinds.ts'

export interface ComponentVerbsDeps {
  options: KeywrightOptions
  createHost(): Promise<ComponentHost>
}

interface Ready {
  ui: UiModule
  host: ComponentHost
}

export function createComponentVerbs({ options, createHost }: ComponentVerbsDeps): ComponentVerbs {
  let host: Promise<ComponentHost> | undefined
  const mounted = new Map<HTMLElement, ComponentHandle>()
  const opened = new Map<OpenedName, ComponentHandle>()

  function loadHost(): Promise<ComponentHost> {
    host ??= createHost()
    // A network that was away for a moment must not cost the page its components.
    host.catch(() => {
      host = undefined
    })
    return host
  }

  async function whenReady(kind: MountedKind | OpenedKind): Promise<Ready> {
    if (!options.ui)
      throw new TypeError("Keywright: give createKeywright({ ui: () => import('@keywright/ui') }).")
    const [ui, loaded] = await Promise.all([options.ui(kind), loadHost()])
    return { ui, host: loaded }
  }

  /** A handle that works at once; what is asked of it before it is ready is done then. */
  function showLater(
    kind: MountedKind | OpenedKind,
    props: ComponentProps,
    show: (ready: Ready, props: ComponentProps) => Partial<ComponentHandle>,
  ): ComponentHandle {
    let latest = props
    let handle: Partial<ComponentHandle> | undefined
    let draw = () => {}
    let isGone = false
    whenReady(kind)
      .then((now) => {
        if (isGone) return
        const complete = () => completeProps(kind, latest, options, now.host)
        handle = show(now, complete())
        draw = () => handle?.update?.(complete())
      })
      .catch(reportError)
    return {
      update(next: ComponentProps) {
        latest = next
        draw()
      },
      unmount() {
        isGone = true
        handle?.unmount?.()
        handle = undefined
      },
    }
  }

  function mountComponent(kind: MountedKind, node: HTMLElement, props: ComponentProps = {}) {
    return showLater(kind, props, ({ ui, host }, now) => ui.mount(kind, node, now, host))
  }

  function mountVerbs(name: MountedName) {
    return {
      [`mount${name}`](node: HTMLElement, props: ComponentProps = {}) {
        const known = mounted.get(node)
        if (known) known.update(props)
        else mounted.set(node, mountComponent(kindOf(name), node, props))
      },
      [`unmount${name}`](node: HTMLElement) {
        mounted.get(node)?.unmount()
        mounted.delete(node)
      },
    }
  }

  function openVerbs(name: OpenedName) {
    const kind = kindOf(name)
    const close = () => {
      opened.get(name)?.unmount()
      opened.delete(name)
    }
    return {
      [`close${name}`]: close,
      [`open${name}`](props: ComponentProps = {}) {
        // Its user may have closed it, which nobody tells: the one before goes, if it is there at all.
        close()
        const show = ({ ui, host }: Ready, now: ComponentProps) => ({
          unmount: ui.open(kind, now, host).close,
        })
        opened.set(name, showLater(kind, props, show))
      },
    }
  }

  return Object.assign(
    { mountComponent },
    ...mountedNames.map(mountVerbs),
    ...openedNames.map(openVerbs),
  ) as ComponentVerbs
}
