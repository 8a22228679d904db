import { type InputHTMLAttributes, type ReactNode, useEffect, useState } from 'react'
import { useField, useInput } from './field.tsx'

export interface OtpProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'children' | 'value'> {
  length?: number
  /** Paints the cells, which nobody but the eye meets: the input lies over them. */
  render?: (cells: readonly OtpCell[]) => ReactNode
}

export interface OtpCell {
  digit: string | undefined
  /** Where the next digit goes. */
  isActive: boolean
}

/** A short code: one real input, whatever it looks like. Its form is sent with the last digit. */
export function Otp({ length = 6, render, onInput, ...props }: OtpProps) {
  const { error } = useField()
  const { defaultValue: _, ...input } = useInput() as ReturnType<typeof useInput> & { defaultValue?: unknown }
  const [code, setCode] = useState('')
  // A code that was refused is of no use: typing begins anew.
  useEffect(() => {
    if (error) setCode('')
  }, [error])
  const type = (event: Parameters<NonNullable<OtpProps['onInput']>>[0]) => {
    onInput?.(event)
    const { currentTarget } = event
    const digits = currentTarget.value.replace(/\D/g, '').slice(0, length)
    setCode(digits)
    currentTarget.value = digits
    if (digits.length === length && digits !== code) currentTarget.form?.requestSubmit()
  }
  const cells = Array.from(
    { length },
    (_cell, at): OtpCell => ({
      digit: code[at],
      isActive: at === Math.min(code.length, length - 1),
    }),
  )
  return (
    <div data-otp="">
      {render && <div aria-hidden="true">{render(cells)}</div>}
      <input {...input} {...props} value={code} onInput={type} onChange={() => undefined} />
    </div>
  )
}
