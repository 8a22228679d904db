import type { Failure } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Card, type CardProps } from '../../primitives/card.tsx'
import * as drawings from '../../primitives/drawings.ts'
import * as first from '../../primitives/first-drawings.ts'
import * as pages from '../../primitives/page-drawings.ts'
import { readFaults } from '../read-faults.ts'

const results = {
  link_elsewhere: { key: 'elsewhere', emblem: { icon: first.check, tone: 'success' } },
  link_expired: { key: 'expired', emblem: { icon: drawings.clock, tone: 'warning' } },
  link_failed: { key: 'failed', emblem: { icon: drawings.link, tone: 'warning' } },
  link_mismatch: { key: 'mismatch', emblem: { icon: pages.lock, tone: 'warning' } },
} as const satisfies Record<string, { key: string; emblem: CardProps['emblem'] }>

export type LinkResult = keyof typeof results

/** What became of a link that was opened here, or waited for here. */
export function linkResultView(props: {
  result: LinkResult
  error: Failure | undefined
  pending: string | undefined
  /** Where the attempt is known, a new link can be sent for it. */
  onResend: (() => void) | undefined
  onBack: (() => void) | undefined
  t: Translate
}) {
  const { result, error, pending, onResend, onBack, t } = props
  const { key, emblem } = results[result]
  const { alert, canRetry } = readFaults(error, t)
  return (
    <Card
      step={result}
      progress={2}
      emblem={emblem}
      title={t(`link.${key}.title`)}
      subtitle={t(`link.${key}.text`)}
      alert={alert}
      onRetry={canRetry ? onResend : undefined}
    >
      {onResend && (
        <Button onClick={onResend} isBusy={pending === 'RESEND'}>
          {t('link.resend')}
        </Button>
      )}
      {onBack && (
        <Button variant={onResend ? 'secondary' : 'primary'} onClick={onBack}>
          {t('common.back')}
        </Button>
      )}
    </Card>
  )
}
