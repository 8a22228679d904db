import { otherFactors } from '@keywright/js/flows'
import { Card } from '../../primitives/card.tsx'
import { Choices } from '../../primitives/choices.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { FactorChoice } from './factor-choice.tsx'
import type { SignInView } from './sign-in.view.ts'

/** The other ways in. */
export const alternativesView: SignInView = ({ snapshot: { context, error, pending }, send, t }) => {
  const faults = readFaults(error, t)
  const isCompromised = context.notice === 'compromised'
  return (
    <Card
      step="alternatives"
      progress={2}
      title={t('signIn.alternatives.title')}
      subtitle={isCompromised ? undefined : t('signIn.alternatives.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={isCompromised ? { tone: 'warning', text: t('signIn.alternatives.compromised') } : undefined}
    >
      <Choices>
        {otherFactors(context).map((factor) => (
          <FactorChoice
            key={`${factor.strategy} ${factor.email_address_id}`}
            factor={factor}
            config={context.config}
            isBusy={pending === 'SELECT' && (context.chosen ?? factor.strategy) === factor.strategy}
            onSelect={(chosen) => send({ type: 'SELECT', factor: chosen })}
            t={t}
          />
        ))}
      </Choices>
      <div class="kw-row">
        <LinkButton onClick={() => send({ type: 'BACK' })}>{t('common.back')}</LinkButton>
        <LinkButton tone="muted" onClick={() => send({ type: 'TROUBLE' })}>
          {t('signIn.alternatives.trouble')}
        </LinkButton>
      </div>
    </Card>
  )
}
