import type { ComponentChildren } from 'preact'
import { Alert } from '../../primitives/alert.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import type { ReadFaults } from '../read-faults.ts'
import { useSectionFocus } from '../user-profile/section.tsx'

/** A list that takes a whole tab, with what went wrong above it and what was done below. */
export function ListPanel(props: {
  state: string
  faults: Pick<ReadFaults, 'alert' | 'canRetry'>
  onRetry: () => void
  notice: string | undefined
  /** What was left undone. */
  warning?: string | undefined
  children: ComponentChildren
}) {
  const { state, faults, onRetry, notice, warning, children } = props
  const { t } = useUi()
  const focus = useSectionFocus<HTMLDivElement>(state)
  return (
    <div {...focus} class="kw-list-panel" data-state={state}>
      <Alert
        tone="danger"
        text={faults.alert}
        action={faults.canRetry && <LinkButton onClick={onRetry}>{t('common.retry')}</LinkButton>}
      />
      <Alert tone="info" text={notice} />
      <Alert tone="warning" text={warning} />
      {children}
    </div>
  )
}

/** On to the next page of a list. */
export function MoreRow(props: { isThere: boolean; text: string; isBusy: boolean; onClick: () => void }) {
  const { isThere, text, isBusy, onClick } = props
  if (!isThere) return null
  return (
    <div class="kw-section-add">
      <LinkButton onClick={onClick} isDisabled={isBusy}>
        {text}
      </LinkButton>
    </div>
  )
}

/** A day, as the language writes it. */
export const dayOf = (time: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(time)
