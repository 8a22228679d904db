import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { CodeField } from '../../primitives/code-field.tsx'
import { Form } from '../../primitives/form.tsx'
import { Resend } from '../../primitives/resend.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { SignInIdentity } from './identity.tsx'
import { sentTo } from './sent-to.tsx'
import type { SignInViewProps } from './sign-in.view.ts'

/** A code was sent, to sign in or to choose a new password. */
function codeView(kind: 'code' | 'reset', { snapshot, send, t }: SignInViewProps) {
  const { value, context, error, pending } = snapshot
  const faults = readFaults(error, t, ['code'])
  return (
    <Card
      step={value}
      progress={2}
      title={t(`signIn.${kind}.title`)}
      subtitle={sentTo(kind, context, t)}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={context.notice === 'code_sent' ? { tone: 'info', text: t('code.sent') } : undefined}
    >
      <SignInIdentity {...{ context, t }} onChange={() => send({ type: 'BACK' })} />
      <Form onSubmit={({ code = '' }) => send({ type: 'SUBMIT_CODE', code })}>
        <CodeField name="code" label={t('field.code')} error={faults.at('code')} />
        <Button isBusy={pending === 'SUBMIT_CODE'}>{t('common.continue')}</Button>
      </Form>
      <div class="kw-row">
        <Resend kind="code" resendAt={context.resendAt} t={t} onResend={() => send({ type: 'RESEND' })} />
        <LinkButton onClick={() => send({ type: 'SHOW_ALTERNATIVES' })}>{t('signIn.otherMethod')}</LinkButton>
      </div>
    </Card>
  )
}

export const emailCodeView = (props: SignInViewProps) => codeView('code', props)
export const resetCodeView = (props: SignInViewProps) => codeView('reset', props)
