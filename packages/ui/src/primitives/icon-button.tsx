import { Icon } from './icon.tsx'
import { useUi } from './ui-context.ts'

/** A button that is a drawing; its name is for those who do not see it, and for the pointer. */
export function IconButton(props: { icon: string; label: string; onClick: () => void; controls?: string }) {
  const { slot } = useUi()
  return (
    <button
      type="button"
      class={slot('icon-button')}
      aria-label={props.label}
      title={props.label}
      aria-controls={props.controls}
      onClick={props.onClick}
    >
      <Icon drawing={props.icon} />
    </button>
  )
}
