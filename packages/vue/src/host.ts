import type { ComponentHandle, MountedKind, ComponentProps as UiProps } from '@keywright/js'
import { isSame } from '@keywright/js/binding'
import { defineComponent, h, onBeforeUnmount, onMounted, type SlotsType, shallowRef, watch } from 'vue'
import { useKeywrightContext } from './keywright-context.ts'

/** HTML that `@keywright/ui/server` made of the component. */
export interface RenderedComponent {
  html: string
}

export interface HostProps {
  kind: MountedKind
  /** What the component is given. */
  given: UiProps
  /** The component as the server drew it; it comes to life without being drawn anew. */
  rendered?: RenderedComponent | undefined
}

/** A component in an element of its own, which Vue leaves alone. `fallback` is shown until the client is loaded. */
export const Host = /* @__PURE__ */ defineComponent(
  (props: HostProps, { slots, attrs }) => {
    const node = useMounted(props)
    const { status } = useKeywrightContext()
    // The first HTML stays: another would throw away what the component has drawn since.
    const html = props.rendered?.html
    const first = html === undefined ? {} : { innerHTML: html }
    return () => [
      status.value === 'loading' && html === undefined ? slots.fallback?.({}) : undefined,
      h('div', { ...attrs, ref: node, 'data-keywright-component': props.kind, ...first }),
    ]
  },
  {
    name: 'KeywrightHost',
    inheritAttrs: false,
    props: ['kind', 'given', 'rendered'],
    slots: {} as SlotsType<{ fallback?: unknown }>,
  },
)

/** Shows a component in an element for as long as the element is there. */
function useMounted(props: HostProps) {
  const { keywright, looks } = useKeywrightContext()
  const node = shallowRef<HTMLElement>()
  let handle: ComponentHandle | undefined
  let shown: UiProps = {}
  const wanted = () => ({ ...looks.value, ...props.given })
  onMounted(() => {
    if (!node.value) return
    shown = wanted()
    handle = keywright.value.mountComponent(props.kind, node.value, shown)
  })
  watch(wanted, (next) => {
    if (isSame(shown, next)) return
    shown = next
    handle?.update(next)
  })
  onBeforeUnmount(() => handle?.unmount())
  return node
}
