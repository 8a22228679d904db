import type { Handle } from '../../app/mount-later.ts'
import { createFrame } from '../../app/open-frame.tsx'
import { createRoot } from '../../app/root.ts'
import type { UiHost } from '../../ui-host.ts'
import { type Shell, type ShellProps, startShell } from './profile-shell.tsx'

/** Draws it in a dialog over the page. It leaves the address alone. */
export function openShell<Props extends ShellProps>(
  shell: Shell<Props>,
  props: Props & { onClose?: () => void },
  host: UiHost,
): Handle<Props> & { close(): void } {
  const root = document.body.appendChild(createRoot(document))
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    handle.unmount()
    props.onClose?.()
  }
  const Frame = createFrame(close)
  const inner = { ...props, routing: 'none' as const }
  const handle = startShell(shell, root, inner, host, (content) => <Frame>{content}</Frame>, close)
  return { ...handle, close }
}
