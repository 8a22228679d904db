import { otherFactors, resetFactor } from '@keywright/js/flows'
import { rich } from '../../localization/rich.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Choices } from '../../primitives/choices.tsx'
import { Divider } from '../../primitives/divider.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import { FactorChoice } from './factor-choice.tsx'
import type { SignInView } from './sign-in.view.ts'

/** A new password, or another way that needs none. */
export const forgotView: SignInView = ({ snapshot: { context, error, pending }, send, t }) => {
  const faults = readFaults(error, t)
  const reset = resetFactor(context.signIn)
  const others = otherFactors(context)
  const isBusy = pending === 'SELECT'
  const address = reset?.safe_identifier ?? context.identifier
  return (
    <Card
      step="forgot"
      progress={2}
      title={t('signIn.forgot.title')}
      subtitle={rich(t, 'signIn.forgot.text', {
        address: <StrongAddress key="address">{address}</StrongAddress>,
      })}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      {reset && (
        <Button onClick={() => send({ type: 'SELECT', factor: reset })} isBusy={isBusy}>
          {t('signIn.forgot.send')}
        </Button>
      )}
      {others.length > 0 && <Divider>{t('signIn.forgot.or')}</Divider>}
      <Choices>
        {others.map((factor) => (
          <FactorChoice
            key={`${factor.strategy} ${factor.email_address_id}`}
            factor={factor}
            config={context.config}
            isBusy={false}
            onSelect={(chosen) => send({ type: 'SELECT', factor: chosen })}
            t={t}
          />
        ))}
      </Choices>
      <div class="kw-row">
        <LinkButton onClick={() => send({ type: 'BACK' })}>{t('common.back')}</LinkButton>
      </div>
    </Card>
  )
}
