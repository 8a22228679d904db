import type { EnvironmentWire } from '@keywright/contract'
import type { UnmetRule } from '@keywright/js/flows'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { lock } from '../../primitives/page-drawings.ts'
import { LinkButton } from '../../primitives/text-link.tsx'
import { useUi } from '../../primitives/ui-context.ts'
import { wayAround } from '../shared/policy-words.ts'

/** Whom the policy of an organization keeps out is told why, and what they can do about it. */
export function PolicyUnmet(props: {
  name: string
  unmet: readonly UnmetRule[]
  environment: EnvironmentWire
  isBusy: boolean
  onSignIn: () => void
  onAccount: () => void
  onRetry: () => void
  onClose: () => void
}) {
  const { t } = useUi()
  const { name, unmet, environment, isBusy } = props
  const has = (rule: UnmetRule['rule']) => unmet.some((one) => one.rule === rule)
  const isElsewhere = unmet.length > 0 && unmet.every(({ rule }) => rule === 'ip_not_allowed')
  return (
    <Card
      step="unmet"
      progress={0}
      emblem={{ icon: lock, tone: 'warning' }}
      title={t('policyUnmet.title', { name })}
      subtitle={t('policyUnmet.text')}
    >
      {unmet.length > 0 && (
        <ul class="kw-ways">
          {unmet.map((rule) => (
            <li key={rule.rule}>{wayAround(rule, environment, t)}</li>
          ))}
        </ul>
      )}
      <Button isBusy={isBusy} onClick={isElsewhere ? props.onRetry : props.onSignIn}>
        {t(isElsewhere ? 'policyUnmet.retry' : 'policyUnmet.signIn')}
      </Button>
      {has('mfa_required') && (
        <Button variant="secondary" onClick={props.onAccount}>
          {t('policyUnmet.account')}
        </Button>
      )}
      <div class="kw-row">
        <LinkButton tone="muted" onClick={props.onClose}>
          {t('policyUnmet.close')}
        </LinkButton>
      </div>
    </Card>
  )
}
