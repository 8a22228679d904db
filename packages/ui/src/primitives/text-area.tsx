import { useLayoutEffect, useRef } from 'preact/hooks'
import { FieldError, FieldLabel } from './field.tsx'
import { useUi } from './ui-context.ts'

/** Several lines of text, with a label, a hint, and what is wrong with them. */
export function TextArea(props: {
  name: string
  label: string
  hint: string
  rows: number
  inputMode?: 'email'
  defaultValue?: string
  isRequired?: boolean
  error?: string | undefined
}) {
  const { slot, id } = useUi()
  const { name, label, hint, rows, inputMode, isRequired = true, error } = props
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    if (error) area.current?.focus()
  }, [error])
  const [errorId, hintId] = [id(`${name}-error`), id(`${name}-hint`)]
  return (
    <div class={slot('field')}>
      <FieldLabel id={id(name)} label={label} />
      <textarea
        ref={area}
        class={slot('input')}
        id={id(name)}
        name={name}
        rows={rows}
        dir="ltr"
        required={isRequired}
        defaultValue={props.defaultValue}
        inputMode={inputMode}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={error ? `${errorId} ${hintId}` : hintId}
      />
      <p class="kw-hint" id={hintId}>
        {hint}
      </p>
      <FieldError id={errorId}>{error}</FieldError>
    </div>
  )
}
