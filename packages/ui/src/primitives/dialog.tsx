import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import * as drawings from './drawings.ts'
import { focusStep } from './focus-step.ts'
import { IconButton } from './icon-button.tsx'
import { useUi } from './ui-context.ts'

/** A native modal dialog: Escape closes it, focus stays in it, and returns to where it was. A press beside it closes it, too. */
export function Dialog({ onClose, children }: { onClose: () => void; children: ComponentChildren }) {
  const { t, id, slot } = useUi()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // The dialog itself would focus the first link in it.
    if (element) focusStep(element, true)
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={slot('dialog')}
      aria-labelledby={id('title')}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div class="kw-dialog-body">
        {children}
        <div class="kw-dialog-close">
          <IconButton icon={drawings.close} label={t('common.close')} onClick={onClose} />
        </div>
      </div>
    </dialog>
  )
}
