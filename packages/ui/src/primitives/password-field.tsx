import { useState } from 'preact/hooks'
import { eye, eyeOff } from './drawings-of-eyes.ts'
import { FieldError, FieldLabel, type FieldProps, useFieldState } from './field.tsx'
import { IconButton } from './icon-button.tsx'
import { useUi } from './ui-context.ts'

/** A password with a switch that shows it. */
export function PasswordField(
  props: Omit<FieldProps, 'type' | 'autoComplete'> & {
    autoComplete: 'current-password' | 'new-password'
  },
) {
  const { t, slot } = useUi()
  const { name, label, hint, isRequired = true } = props
  const { id, errorId, hintId, shown, input, describedBy } = useFieldState(props)
  const [isRevealed, setRevealed] = useState(false)
  return (
    <div class={slot('field')}>
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
          autocomplete={props.autoComplete}
          autocapitalize="none"
          spellcheck={false}
          aria-invalid={shown !== undefined}
          aria-describedby={describedBy}
        />
        <IconButton
          icon={isRevealed ? eyeOff : eye}
          label={t(isRevealed ? 'field.hidePassword' : 'field.showPassword')}
          controls={id}
          onClick={() => setRevealed(!isRevealed)}
        />
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
