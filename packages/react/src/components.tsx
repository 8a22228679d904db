import type { ComponentHandle, MountedKind, ComponentProps as UiProps } from '@keywright/js'
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
function Host({ kind, rendered, fallback = null, ...props }: HostProps & { kind: MountedKind }) {
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

export function SignIn(props: HostProps) {
  return <Host {...props} kind="sign-in" />
}

export function SignUp(props: HostProps) {
  return <Host {...props} kind="sign-up" />
}

export function UserButton(props: HostProps) {
  return <Host {...props} kind="user-button" />
}

export function UserProfile(props: HostProps) {
  return <Host {...props} kind="user-profile" />
}

export function UserAvatar(props: HostProps) {
  return <Host {...props} kind="user-avatar" />
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

function isSame(one: UiProps, other: UiProps): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => Object.is(one[name], other[name]))
}
