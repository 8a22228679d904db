import type { ComponentHandle, MountedKind, ComponentProps as UiProps } from '@keywright/js'
import { isSame } from '@keywright/js/binding'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useKeywright, useStatus } from './keywright-context.ts'

/** HTML that `@keywright/ui/server` made of the component. */
export interface RenderedComponent {
  html: string
}

export interface HostProps extends UiProps {
  /** The component as the server drew it; it comes to life without being drawn anew. */
  rendered?: RenderedComponent | undefined
  /** Shown until the client is loaded, where the server drew nothing. */
  fallback?: ReactNode
}

/** A component in an element of its own, which React leaves alone. */
export function Host({ kind, rendered, fallback = null, ...props }: HostProps & { kind: MountedKind }) {
  const node = useMounted(kind, props)
  // The first HTML stays: another would throw away what the component has drawn since.
  const [html] = useState(rendered?.html)
  const isLoading = useStatus() === 'loading' && html === undefined
  return (
    <>
      {isLoading ? fallback : null}
      <div
        ref={node}
        data-keywright-component={kind}
        suppressHydrationWarning
        {...(html === undefined ? {} : { dangerouslySetInnerHTML: { __html: html } })}
      />
    </>
  )
}

/** Shows a component in an element for as long as the element is there. */
function useMounted(kind: MountedKind, props: UiProps) {
  const keywright = useKeywright()
  const node = useRef<HTMLDivElement>(null)
  const handle = useRef<ComponentHandle>(undefined)
  const shown = useRef(props)

  // biome-ignore lint/correctness/useExhaustiveDependencies: new properties are handed on below, not mounted anew.
  useEffect(() => {
    if (!node.current) return
    shown.current = props
    handle.current = keywright.mountComponent(kind, node.current, props)
    return () => handle.current?.unmount()
  }, [keywright, kind])

  useEffect(() => {
    if (isSame(shown.current, props)) return
    shown.current = props
    handle.current?.update(props)
  })

  return node
}
