import { useState } from 'preact/hooks'
import { FieldError, FieldLabel, useFieldState } from './field.tsx'
import { useUi } from './ui-context.ts'

/** A password that managers fill in together with the identifier: out of sight and of the tab order until one has. */
export function InstantPassword({ label, error }: { label: string; error: string | undefined }) {
  const { slot } = useUi()
  const { id, errorId, shown, input, describedBy } = useFieldState({
    name: 'password',
    error,
    hint: undefined,
  })
  const [isFilled, setFilled] = useState(false)
  return (
    <div class={slot('field')} data-folded={isFilled ? undefined : ''} aria-hidden={!isFilled || undefined}>
      <FieldLabel id={id} label={label} />
      <input
        ref={input}
        class={slot('input')}
        id={id}
        name="password"
        type="password"
        dir="ltr"
        tabIndex={isFilled ? undefined : -1}
        autocomplete="current-password"
        aria-invalid={shown !== undefined}
        aria-describedby={describedBy}
        onInput={() => setFilled(true)}
      />
      <FieldError id={errorId}>{shown}</FieldError>
    </div>
  )
}
