import type { SignUpConfig } from '@keywright/js/flows'
import type { Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton, TextLink } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { SocialSlot } from '../social/social-slot.tsx'
import type { SignUpView } from './sign-up.view.ts'
import { readValues, SignUpFields } from './sign-up-fields.tsx'

/** Everything the instance asks for, at once. */
export const startView: SignUpView = ({ snapshot: { context, error, pending }, send, t }) => {
  const { config, values, notice } = context
  const { fields, passwordLengthMin } = config
  const faults = readFaults(
    error,
    t,
    fields.map(({ name }) => name),
  )
  const hasForm = fields.length > 0
  return (
    <Card
      step="start"
      progress={1}
      title={t('signUp.start.title')}
      subtitle={t('signUp.start.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={notice === 'expired' ? { tone: 'warning', text: t('signUp.start.expired') } : undefined}
      footer={<SignInHint {...{ config, t }} onSignIn={() => send({ type: 'SIGN_IN' })} />}
    >
      <SocialSlot {...{ context, pending, send, hasForm }} />
      {hasForm && (
        <Form onSubmit={(typed) => send({ type: 'SUBMIT', values: readValues(typed, fields) })}>
          <SignUpFields {...{ fields, values, faults, passwordLengthMin, t }} />
          <Button isBusy={pending === 'SUBMIT'}>{t('signUp.start.create')}</Button>
        </Form>
      )}
    </Card>
  )
}

function SignInHint({ config, onSignIn, t }: { config: SignUpConfig; onSignIn: () => void; t: Translate }) {
  const text = t('signUp.start.signIn')
  return (
    <p>
      {`${t('signUp.start.hasAccount')} `}
      {config.isCombined ? (
        <LinkButton onClick={onSignIn}>{text}</LinkButton>
      ) : (
        <TextLink href={config.signInUrl}>{text}</TextLink>
      )}
    </p>
  )
}
