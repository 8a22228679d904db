import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Form } from '../../primitives/form.tsx'
import { PasswordField } from '../../primitives/password-field.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { UsernameForManagers } from '../../primitives/username-for-managers.tsx'
import { readFaults } from '../read-faults.ts'
import { SignInIdentity } from './identity.tsx'
import type { SignInView } from './sign-in.view.ts'

export const passwordView: SignInView = ({ snapshot: { context, error, pending }, send, t }) => {
  const faults = readFaults(error, t, ['password'])
  return (
    <Card
      step="password"
      progress={2}
      title={t('signIn.password.title')}
      subtitle={t('signIn.password.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      <SignInIdentity {...{ context, t }} onChange={() => send({ type: 'BACK' })} />
      <Form onSubmit={({ password = '' }) => send({ type: 'SUBMIT_PASSWORD', password })}>
        <UsernameForManagers value={context.signIn?.identifier ?? context.identifier} />
        <PasswordField
          name="password"
          label={t('field.password')}
          autoComplete="current-password"
          error={faults.at('password')}
          aside={
            <LinkButton onClick={() => send({ type: 'FORGOT' })}>{t('signIn.password.forgot')}</LinkButton>
          }
        />
        <Button isBusy={pending === 'SUBMIT_PASSWORD'}>{t('common.continue')}</Button>
      </Form>
      <div class="kw-row">
        <LinkButton onClick={() => send({ type: 'SHOW_ALTERNATIVES' })}>{t('signIn.otherMethod')}</LinkButton>
      </div>
    </Card>
  )
}
