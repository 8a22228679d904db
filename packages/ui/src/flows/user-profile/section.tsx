import type { KernelEvent } from '@keywright/js/flows'
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Alert } from '../../primitives/alert.tsx'
import { Button } from '../../primitives/button.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import type { ReadFaults } from '../read-faults.ts'

interface SectionProps {
  name: string
  /** The state of its machine: when it changes, the focus goes where the new one begins. */
  state: string
  title: string
  faults: ReadFaults
  send: (event: KernelEvent) => void
  notice?: string | undefined
  children: ComponentChildren
}

const field = 'form :is(input:not([tabindex="-1"], [type=checkbox], [type=file]), select, textarea)'
const cancel = '.kw-panel-actions button:last-child'

const nameOf = (button: Element) => button.getAttribute('aria-label') ?? button.textContent

/** Moves the focus into a form that has opened, and back to what opened it when it is gone. */
export function useSectionFocus<Kind extends HTMLElement = HTMLElement>(state: string) {
  const element = useRef<Kind>(null)
  const before = useRef(state)
  const pressed = useRef<string | null>(null)
  const opener = useRef<string | null>(null)
  useLayoutEffect(() => {
    const { current: section } = element
    if (before.current === state || !section) return
    before.current = state
    // What cannot be undone is not a slip of the enter key away.
    const inside = section.querySelector<HTMLElement>(field) ?? section.querySelector<HTMLElement>(cancel)
    const buttons = [...section.querySelectorAll<HTMLElement>('button')]
    if (inside) opener.current ??= pressed.current
    const target = inside ?? buttons.find((one) => nameOf(one) === opener.current) ?? buttons[0]
    if (!inside) opener.current = null
    target?.focus()
  }, [state])
  const onClickCapture = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest('button') : null
    if (button) pressed.current = nameOf(button)
  }
  return { ref: element, onClickCapture }
}

/** A part of the profile: what it is called, what there is, and the form that changes it. */
export function Section({ name, state, title, faults, send, notice, children }: SectionProps) {
  const { t, id, slot } = useUi()
  const focus = useSectionFocus(state)
  return (
    <section {...focus} class={slot('section')} aria-labelledby={id(`${name}-title`)} data-state={state}>
      <h2 class={slot('section-title')} id={id(`${name}-title`)}>
        {title}
      </h2>
      <div class="kw-section-body">
        <Alert
          tone="danger"
          text={faults.alert}
          action={
            faults.canRetry && (
              <LinkButton onClick={() => send({ type: 'RETRY' })}>{t('common.retry')}</LinkButton>
            )
          }
        />
        {children}
        <Alert tone="info" text={notice} />
      </div>
    </section>
  )
}

/** What there is, with what can be done about it at the end of the line. */
export function SectionRow({
  children,
  action,
}: {
  children: ComponentChildren
  action?: ComponentChildren
}) {
  return (
    <div class="kw-section-row">
      <div class="kw-section-value">{children}</div>
      {action && <div class="kw-section-actions">{action}</div>}
    </div>
  )
}

/** The buttons below a form. */
export function PanelActions(props: {
  submit: string
  isBusy: boolean
  tone?: 'danger' | undefined
  onCancel: () => void
}) {
  const { t } = useUi()
  return (
    <div class="kw-panel-actions">
      <Button variant={props.tone ?? 'primary'} isBusy={props.isBusy}>
        {props.submit}
      </Button>
      <Button variant="secondary" onClick={props.onCancel}>
        {t('profile.cancel')}
      </Button>
    </div>
  )
}
