import type { ComponentChildren } from 'preact'
import * as first from './first-drawings.ts'
import { Icon } from './icon.tsx'
import { useUi } from './ui-context.ts'

/**
 * Said to everybody at once. It is always in the page and only filled and emptied: screen readers announce what is put into
 * a region they know, and overlook a region that arrives with its text.
 */
export function Alert(props: {
  tone: 'danger' | 'info' | 'warning'
  text: string | undefined
  action?: ComponentChildren
}) {
  const { slot } = useUi()
  const { tone, text, action } = props
  return (
    <div class={slot('alert')} role={tone === 'danger' ? 'alert' : 'status'} data-tone={tone}>
      {text && <Icon drawing={tone === 'info' ? first.check : first.alert} />}
      {text && <p>{text}</p>}
      {text && action}
    </div>
  )
}
