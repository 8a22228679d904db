import type { Failure } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { readFaults } from '../read-faults.ts'

/** The server is asked for something that nobody pressed a button for; should it fail, there is one. */
export function workingView(props: {
  step: string
  title: string
  error: Failure | undefined
  onRetry: () => void
  onBack?: () => void
  t: Translate
}) {
  const { step, title, error, onRetry, onBack, t } = props
  const { alert, canRetry } = readFaults(error, t)
  return (
    <Card
      step={step}
      progress={2}
      title={title}
      subtitle={alert ? undefined : t('common.working')}
      alert={alert}
      onRetry={canRetry || !onBack ? onRetry : undefined}
    >
      {!alert && <Spinner size="large" />}
      {alert && onBack && (
        <Button variant="secondary" onClick={onBack}>
          {t('common.back')}
        </Button>
      )}
    </Card>
  )
}
