import type { ComponentChildren } from 'preact'
import { FieldError, useFieldState } from './field.tsx'
import { useUi } from './ui-context.ts'

/** Something to agree to, or to ask for besides. */
export function Checkbox(props: {
  name: string
  children: ComponentChildren
  hint?: string | undefined
  isRequired?: boolean
  isChecked?: boolean | undefined
  error?: string | undefined
}) {
  const { slot } = useUi()
  const { name, children, hint, isRequired = false } = props
  const { id, errorId, hintId, shown, input, describedBy } = useFieldState(props)
  return (
    <div class="kw-check">
      <input
        ref={input}
        class={slot('checkbox')}
        id={id}
        name={name}
        type="checkbox"
        value="true"
        defaultChecked={props.isChecked}
        required={isRequired}
        aria-invalid={shown !== undefined}
        aria-describedby={describedBy}
      />
      <label for={id}>
        {children}
        {hint && (
          <span class="kw-hint" id={hintId}>
            {hint}
          </span>
        )}
      </label>
      <FieldError id={errorId}>{shown}</FieldError>
    </div>
  )
}
