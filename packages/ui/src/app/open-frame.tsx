/** What a component needs to be a dialog; loaded when the first one opens. */
import type { ComponentChildren } from 'preact'
import { Dialog } from '../primitives/dialog.tsx'
import css from '../styles/dialog.css?inline'
import { adoptStyles } from './adopt-styles.ts'

export function createFrame(onClose: () => void) {
  adoptStyles(css)
  return ({ children }: { children: ComponentChildren }) => <Dialog onClose={onClose}>{children}</Dialog>
}
