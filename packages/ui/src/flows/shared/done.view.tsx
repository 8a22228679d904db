import type { Failure } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Card } from '../../primitives/card.tsx'
import * as first from '../../primitives/first-drawings.ts'
import { Spinner } from '../../primitives/spinner.tsx'
import { readFaults } from '../read-faults.ts'

/** The session is there; the page goes on as soon as the application knows it. */
export function doneView(props: {
  step: string
  error: Failure | undefined
  text: string
  onRetry: () => void
  t: Translate
}) {
  const { step, error, text, onRetry, t } = props
  const { alert } = readFaults(error, t)
  return (
    <Card
      step={step}
      progress={3}
      emblem={{ icon: first.check, tone: 'success' }}
      title={t('account.done.title')}
      subtitle={text}
      alert={alert}
      onRetry={onRetry}
    >
      {!alert && <Spinner size="large" />}
    </Card>
  )
}
