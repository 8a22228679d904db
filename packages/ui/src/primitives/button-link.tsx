import type { ButtonProps } from './button.tsx'
import { useUi } from './ui-context.ts'

/** A link that leads to another page. */
export function ButtonLink({ children, href, variant = 'primary' }: ButtonProps & { href: string }) {
  const { slot } = useUi()
  return (
    <a class={slot('button')} data-variant={variant} data-block="" href={href}>
      <span class="kw-button-text">{children}</span>
    </a>
  )
}
