import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import * as first from './first-drawings.ts'
import { useIsMissing } from './form.tsx'
import { Icon } from './icon.tsx'
import { useUi } from './ui-context.ts'

export interface FieldProps {
  name: string
  label: string
  type?: 'text' | 'email' | 'password'
  autoComplete: string
  inputMode?: 'text' | 'email' | 'numeric'
  defaultValue?: string | undefined
  isRequired?: boolean
  error?: string | undefined
  hint?: string | undefined
  /** Beside the label, at the end of the line. */
  aside?: ComponentChildren
}

/** How a field and what is said of it belong together. */
export function useFieldState({ name, error, hint }: Pick<FieldProps, 'name' | 'error' | 'hint'>) {
  const { t, id } = useUi()
  const isMissing = useIsMissing(name)
  const shown = isMissing ? t('error.form_param_missing') : error
  const input = useRef<HTMLInputElement>(null)
  // Whoever sent the form by pointer is brought to what has to be changed.
  useLayoutEffect(() => {
    const field = input.current
    if (shown && field && field === field.form?.querySelector('[aria-invalid=true]')) field.focus()
  }, [shown])
  const [errorId, hintId] = [id(`${name}-error`), id(`${name}-hint`)]
  return {
    id: id(name),
    errorId,
    hintId,
    shown,
    input,
    describedBy: [shown && errorId, hint && hintId].filter(Boolean).join(' ') || undefined,
  }
}

/** What is wrong with a field. It arrives with the fault and leaves with the next try, so it is announced once. */
export function FieldError({ id, children }: { id: string; children: string | undefined }) {
  const { slot } = useUi()
  if (!children) return null
  return (
    <p class={slot('error')} id={id} role="alert">
      <Icon drawing={first.alert} />
      <span>{children}</span>
    </p>
  )
}

export function FieldLabel({ id, label, aside }: { id: string; label: string; aside?: ComponentChildren }) {
  const { slot } = useUi()
  return (
    <div class="kw-label-row">
      <label class={slot('label')} for={id}>
        {label}
      </label>
      {aside}
    </div>
  )
}

/** A line of text with its label, a hint, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { t, slot } = useUi()
  const { name, label, type = 'text', hint, isRequired = true } = props
  const { id, errorId, hintId, shown, input, describedBy } = useFieldState(props)
  const optional = isRequired ? undefined : <span class="kw-optional">{t('common.optional')}</span>
  return (
    <div class={slot('field')}>
      <FieldLabel id={id} label={label} aside={props.aside ?? optional} />
      <input
        ref={input}
        class={slot('input')}
        id={id}
        name={name}
        // The typings tell inputs apart by a fixed kind.
        type={type as 'text'}
        dir={type === 'email' ? 'ltr' : 'auto'}
        defaultValue={props.defaultValue}
        required={isRequired}
        autocomplete={props.autoComplete}
        inputMode={props.inputMode}
        autocapitalize="none"
        spellcheck={false}
        aria-invalid={shown !== undefined}
        aria-describedby={describedBy}
      />
      {hint && (
        <p class="kw-hint" id={hintId}>
          {hint}
        </p>
      )}
      <FieldError id={errorId}>{shown}</FieldError>
    </div>
  )
}
