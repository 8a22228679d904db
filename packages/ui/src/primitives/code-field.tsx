import { useLayoutEffect, useState } from 'preact/hooks'
import { FieldError, useFieldState } from './field.tsx'
import { useUi } from './ui-context.ts'

/** A short code: one real input under painted cells. The form is sent when the last digit is there. */
export function CodeField(props: {
  name: string
  label: string
  error?: string | undefined
  length?: number
  /** The sentence that says where the code was sent. */
  describedBy?: string | undefined
}) {
  const { slot } = useUi()
  const { name, label, length = 6 } = props
  const { id, errorId, shown, input } = useFieldState({ name, error: props.error, hint: undefined })
  const [code, setCode] = useState('')
  // A code that was refused is of no use: typing begins anew.
  useLayoutEffect(() => {
    if (props.error) setCode('')
  }, [props.error])
  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, '').slice(0, length)
    setCode(digits)
    if (input.current) input.current.value = digits
    if (digits.length === length && digits !== code) input.current?.form?.requestSubmit()
  }
  return (
    <div class={slot('field')}>
      <label class="kw-sr-only" for={id}>
        {label}
      </label>
      <div class="kw-code">
        <div class="kw-code-cells" aria-hidden="true">
          {Array.from({ length }, (_, index) => (
            <span
              key={index}
              class={slot('code-cell')}
              data-active={index === Math.min(code.length, length - 1) ? '' : undefined}
            >
              {code[index]}
            </span>
          ))}
        </div>
        <input
          ref={input}
          class="kw-code-input"
          id={id}
          name={name}
          type="text"
          value={code}
          required
          inputMode="numeric"
          autocomplete="one-time-code"
          aria-invalid={shown !== undefined}
          aria-describedby={[shown && errorId, props.describedBy].filter(Boolean).join(' ') || undefined}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </div>
      <FieldError id={errorId}>{shown}</FieldError>
    </div>
  )
}
