import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { Spinner } from './spinner.tsx'
import { useUi } from './ui-context.ts'

export interface ButtonProps {
  children: ComponentChildren
  variant?: 'primary' | 'secondary' | 'danger'
  /** Submits its form unless something else is to happen. */
  onClick?: () => void
  /** Under way: it keeps its size and its focus, and asks for nothing twice. */
  isBusy?: boolean | undefined
}

/** A full-width button with a text. */
export function Button({ children, variant = 'primary', onClick, isBusy = false }: ButtonProps) {
  const { slot } = useUi()
  return (
    <button
      type={onClick ? 'button' : 'submit'}
      class={slot('button')}
      data-variant={variant}
      data-block=""
      aria-busy={isBusy}
      aria-disabled={isBusy}
      onClick={(event) => {
        if (isBusy) return event.preventDefault()
        onClick?.()
      }}
    >
      <span class="kw-button-text">{children}</span>
      {isBusy && <Spinner />}
    </button>
  )
}

/** A button that is a drawing; its name is for those who do not see it, and for the pointer. */
export function IconButton(props: { icon: string; label: string; onClick: () => void; controls?: string }) {
  const { slot } = useUi()
  return (
    <button
      type="button"
      class={slot('icon-button')}
      aria-label={props.label}
      title={props.label}
      aria-controls={props.controls}
      onClick={props.onClick}
    >
      <Icon drawing={props.icon} />
    </button>
  )
}
