import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Checkbox } from '../../primitives/checkbox.tsx'
import { Form } from '../../primitives/form.tsx'
import { PasswordField } from '../../primitives/password-field.tsx'
import { UsernameForManagers } from '../../primitives/username-for-managers.tsx'
import { readFaults } from '../read-faults.ts'
import type { SignInView } from './sign-in.view.ts'

/** One field that can be shown instead of two that must agree: a mistyped password is seen, and can be reset again. */
export const newPasswordView: SignInView = ({ snapshot: { context, error, pending }, send, t }) => {
  const faults = readFaults(error, t, ['password'])
  return (
    <Card
      step="new_password"
      progress={2}
      title={t('signIn.newPassword.title')}
      subtitle={t('signIn.newPassword.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      <Form
        onSubmit={({ password = '', sign_out_others: others }) =>
          send({ type: 'SUBMIT_NEW_PASSWORD', password, signOutOthers: others === 'true' })
        }
      >
        <UsernameForManagers value={context.signIn?.identifier ?? context.identifier} />
        <PasswordField
          name="password"
          label={t('field.newPassword')}
          autoComplete="new-password"
          error={faults.at('password')}
          hint={t('field.passwordHint', { count: context.config.passwordLengthMin })}
        />
        <Checkbox name="sign_out_others" isChecked hint={t('signIn.newPassword.signOutOthersHint')}>
          {t('signIn.newPassword.signOutOthers')}
        </Checkbox>
        <Button isBusy={pending === 'SUBMIT_NEW_PASSWORD'}>{t('signIn.newPassword.save')}</Button>
      </Form>
    </Card>
  )
}
