import { missingFields } from '@keywright/js/flows'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import type { SignUpView } from './sign-up.view.ts'
import { readValues, SignUpFields } from './sign-up-fields.tsx'

/** Only what the server still misses. */
export const missingView: SignUpView = ({ snapshot: { context, error, pending }, send, t }) => {
  const { config, signUp, values } = context
  const fields = missingFields(signUp).map((name) => ({ name, isRequired: true }))
  const faults = readFaults(
    error,
    t,
    fields.map(({ name }) => name),
  )
  return (
    <Card
      step="missing"
      progress={2}
      title={t('signUp.missing.title')}
      subtitle={t('signUp.missing.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      <Form onSubmit={(typed) => send({ type: 'SUBMIT', values: readValues(typed, fields) })}>
        <SignUpFields {...{ fields, values, faults, t }} passwordLengthMin={config.passwordLengthMin} />
        <Button isBusy={pending === 'SUBMIT'}>{t('common.continue')}</Button>
      </Form>
      <div class="kw-row">
        <LinkButton onClick={() => send({ type: 'BACK' })}>{t('common.back')}</LinkButton>
      </div>
    </Card>
  )
}
