import { useUi } from './ui-context.ts'

export interface SelectOption {
  value: string
  text: string
}

/** One of a few, in the browser’s own list. Without a label beside it, `label` is its name. */
export function Select(props: {
  name: string
  options: readonly SelectOption[]
  value: string | undefined
  label?: string
  id?: string
  isBusy?: boolean
  onChange?: (value: string) => void
}) {
  const { slot } = useUi()
  const { name, options, value, label, id, isBusy = false, onChange } = props
  return (
    <select
      class={slot('select')}
      id={id}
      name={name}
      aria-label={label}
      aria-busy={isBusy}
      // What is under way is not overtaken by another choice.
      disabled={isBusy}
      value={value}
      onChange={({ currentTarget }) => onChange?.(currentTarget.value)}
    >
      {options.map(({ value: own, text }) => (
        <option key={own} value={own} selected={own === value}>
          {text}
        </option>
      ))}
    </select>
  )
}

/** The same with a label above it. */
export function SelectField({
  label,
  ...select
}: Omit<Parameters<typeof Select>[0], 'id' | 'label'> & { label: string }) {
  const { slot, id } = useUi()
  return (
    <div class={slot('field')}>
      <label class={slot('label')} for={id(select.name)}>
        {label}
      </label>
      <Select {...select} id={id(select.name)} />
    </div>
  )
}
