import { useState } from 'preact/hooks'
import { IconButton } from './button.tsx'
import { FieldError, FieldLabel, type FieldProps, useFieldState } from './field.tsx'
import * as first from './first-drawings.ts'
import { useUi } from './ui-context.ts'

/** A password with a switch that shows it. */
export function PasswordField(
  props: Omit<FieldProps, 'type' | 'autoComplete'> & {
    autoComplete: 'current-password' | 'new-password'
    /** Out of sight and out of the tab order until a password manager has filled it. */
    isFolded?: boolean
  },
) {
  const { t, slot } = useUi()
  const { name, label, hint, isRequired = true, isFolded = false } = props
  const { id, errorId, hintId, shown, input, describedBy } = useFieldState(props)
  const [isRevealed, setRevealed] = useState(false)
  const [isFilled, setFilled] = useState(false)
  const isHidden = isFolded && !isFilled
  return (
    <div class={slot('field')} data-folded={isHidden ? '' : undefined} aria-hidden={isHidden || undefined}>
      <FieldLabel id={id} label={label} aside={props.aside} />
      <div class="kw-password">
        <input
          ref={input}
          class={slot('input')}
          id={id}
          name={name}
          // The typings tell inputs apart by a fixed kind.
          type={(isRevealed ? 'text' : 'password') as 'text'}
          dir="ltr"
          required={isRequired}
          tabIndex={isHidden ? -1 : undefined}
          autocomplete={props.autoComplete}
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={shown !== undefined}
          aria-describedby={describedBy}
          onInput={(event) => setFilled(event.currentTarget.value !== '' || isFilled)}
        />
        {!isHidden && (
          <IconButton
            icon={isRevealed ? first.eyeOff : first.eye}
            label={t(isRevealed ? 'field.hidePassword' : 'field.showPassword')}
            controls={id}
            onClick={() => setRevealed(!isRevealed)}
          />
        )}
      </div>
      {hint && (
        <p class="kw-hint" id={hintId}>
          {hint}
        </p>
      )}
      <FieldError id={errorId}>{shown}</FieldError>
    </div>
  )
}

/** Tells password managers whose password this is (they ask for it), and nobody else anything. */
export function UsernameForManagers({ value }: { value: string }) {
  return (
    <input
      class="kw-sr-only"
      type="text"
      name="username"
      autocomplete="username"
      value={value}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}
