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
  type MountedKind,
  type MountedName,
  mountedKinds,
  type OpenedKind,
  type OpenedName,
  openedKinds,
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
  let ready: Promise<Ready> | undefined
  const mounted = new Map<HTMLElement, ComponentHandle>()
  const opened = new Map<OpenedName, ComponentHandle>()

  async function prepare(): Promise<Ready> {
    if (!options.ui)
      throw new TypeError(
        "Keywright: nothing to show. Give createKeywright({ ui: () => import('@keywright/ui') }).",
      )
    const [ui, host] = await Promise.all([options.ui(), createHost()])
    return { ui, host }
  }

  function whenReady(): Promise<Ready> {
    ready ??= prepare()
    // A network that was away for a moment must not cost the page its components.
    ready.catch(() => {
      ready = undefined
    })
    return ready
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
    whenReady()
      .then((now) => {
        if (isGone) return
        const complete = () => completeProps(kind, latest, options, now.host)
        handle = show(now, complete())
        draw = () => handle?.update?.(complete())
      })
      .catch((error: unknown) => reportError(error))
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
        else mounted.set(node, mountComponent(mountedKinds[name], node, props))
      },
      [`unmount${name}`](node: HTMLElement) {
        mounted.get(node)?.unmount()
        mounted.delete(node)
      },
    }
  }

  function openVerbs(name: OpenedName) {
    const kind = openedKinds[name]
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

  const names = <Name extends string>(kinds: Record<Name, string>) => Object.keys(kinds) as Name[]
  return Object.assign(
    { mountComponent },
    ...names(mountedKinds).map(mountVerbs),
    ...names(openedKinds).map(openVerbs),
  ) as ComponentVerbs
}
