import type { ComponentChildren } from 'preact'
import { Spinner } from './spinner.tsx'
import { useUi } from './ui-context.ts'

export interface ButtonProps {
  children: ComponentChildren
  variant?: 'primary' | 'secondary' | 'danger'
  /** Submits its form unless something else is to happen. */
  onClick?: () => void
  /** Under way: it keeps its size and its focus, and asks for nothing twice. */
  isBusy?: boolean | undefined
  /** Its name, where it says more than its text. */
  label?: string | undefined
  /** What its form sends where no script has come to do it. */
  event?: string
}

/** A full-width button with a text. */
export function Button({
  children,
  variant = 'primary',
  onClick,
  isBusy = false,
  label,
  event: sent,
}: ButtonProps) {
  const { slot } = useUi()
  return (
    <button
      type={onClick && !sent ? 'button' : 'submit'}
      name={sent && 'event'}
      value={sent}
      class={slot('button')}
      data-variant={variant}
      data-block=""
      aria-label={label}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      onClick={(event) => {
        if (isBusy || sent) event.preventDefault()
        if (!isBusy) onClick?.()
      }}
    >
      <span class="kw-button-text">{children}</span>
      {isBusy && <Spinner />}
    </button>
  )
}
