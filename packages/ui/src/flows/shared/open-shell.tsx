import type { Handle } from '../../app/mount-later.ts'
import { startInDialog } from '../../app/open-frame.tsx'
import type { UiHost } from '../../ui-host.ts'
import { type Shell, type ShellProps, startShell } from './profile-shell.tsx'

/** Draws it in a dialog over the page. It leaves the address alone. */
export function openShell<Props extends ShellProps>(
  shell: Shell<Props>,
  props: Props & { onClose?: () => void },
  host: UiHost,
): Handle<Props> & { close(): void } {
  const inner = { ...props, routing: 'none' as const }
  return startInDialog(
    (root, frame, close) => startShell(shell, root, inner, host, frame, close),
    props.onClose,
  )
}
