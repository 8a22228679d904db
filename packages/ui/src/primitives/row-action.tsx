import { useUi } from './ui-context.ts'

/** A word or two to see; to hear also what it is about. */
export function RowAction(props: { text: string; about: string; tone?: 'muted'; onClick: () => void }) {
  const { slot } = useUi()
  const { text, about, tone, onClick } = props
  return (
    <button
      type="button"
      class={slot('link')}
      data-tone={tone}
      aria-label={`${text}: ${about}`}
      onClick={onClick}
    >
      {text}
    </button>
  )
}
