/** What a component needs to be a dialog; loaded when the first one opens. */
import type { ComponentChildren, VNode } from 'preact'
import { Dialog } from '../primitives/dialog.tsx'
import css from '../styles/dialog.css?inline'
import { adoptStyles } from './adopt-styles.ts'
import { createRoot } from './root.ts'

export function createFrame(onClose: () => void) {
  adoptStyles(css)
  return ({ children }: { children: ComponentChildren }) => <Dialog onClose={onClose}>{children}</Dialog>
}

/** Starts something in a dialog over the page. `close` takes it away, and `onClose` is told of that, once. */
export function startInDialog<Started extends { unmount(): void }>(
  start: (root: HTMLElement, frame: (content: VNode) => VNode, close: () => void) => Started,
  onClose: (() => void) | undefined,
): Started & { close(): void } {
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    started.unmount()
    onClose?.()
  }
  const Frame = createFrame(close)
  const root = document.body.appendChild(createRoot(document))
  const started = start(root, (content) => <Frame>{content}</Frame>, close)
  return { ...started, close }
}
