import type { ComponentChildren } from 'preact'
import { useUi } from './ui-context.ts'

interface TextLinkProps {
  children: ComponentChildren
  tone?: 'muted' | 'danger' | undefined
}

/** A link to another page. */
export function TextLink({ children, tone, href }: TextLinkProps & { href: string }) {
  const { slot } = useUi()
  return (
    <a class={slot('link')} data-tone={tone} href={href}>
      {children}
    </a>
  )
}

/** Something done on this page that looks like a link. */
export function LinkButton(props: TextLinkProps & { onClick: () => void; isDisabled?: boolean }) {
  const { slot } = useUi()
  const { children, tone, onClick, isDisabled = false } = props
  return (
    <button
      type="button"
      class={slot('link')}
      data-tone={tone}
      aria-disabled={isDisabled || undefined}
      onClick={() => isDisabled || onClick()}
    >
      {children}
    </button>
  )
}
