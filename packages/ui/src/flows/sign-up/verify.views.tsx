import type { ComponentChildren } from 'preact'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { CodeField } from '../../primitives/code-field.tsx'
import { Form } from '../../primitives/form.tsx'
import { Identity } from '../../primitives/identity.tsx'
import { Resend } from '../../primitives/resend.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { Waiting } from '../../primitives/waiting.tsx'
import { readFaults } from '../read-faults.ts'
import type { SignUpView } from './sign-up.view.ts'

type Props = Parameters<SignUpView>[0]

/** The card of both ways to prove an address. */
function verifyCard(kind: 'code' | 'link', { snapshot, send, t }: Props, body: ComponentChildren) {
  const { value, context, error } = snapshot
  const faults = readFaults(error, t, ['code'])
  const address = context.signUp?.email_address ?? context.values.email_address ?? ''
  return (
    <Card
      step={value}
      progress={2}
      title={t(`signUp.${kind}.title`)}
      subtitle={t(`signUp.${kind}.text`)}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={context.notice === 'code_sent' ? { tone: 'info', text: t(`${kind}.sent`) } : undefined}
    >
      <Identity
        identifier={address}
        changeLabel={t('signUp.address.change', { identifier: address })}
        onChange={() => send({ type: 'BACK' })}
      />
      {body}
      <div class="kw-row">
        <Resend kind={kind} resendAt={context.resendAt} t={t} onResend={() => send({ type: 'RESEND' })} />
        {context.config.verifyWith.length > 1 && (
          <LinkButton onClick={() => send({ type: 'SWITCH' })}>
            {t(kind === 'code' ? 'signUp.useLink' : 'signUp.useCode')}
          </LinkButton>
        )}
      </div>
    </Card>
  )
}

export const verifyCodeView: SignUpView = (props) => {
  const { snapshot, send, t } = props
  const faults = readFaults(snapshot.error, t, ['code'])
  return verifyCard(
    'code',
    props,
    <Form onSubmit={({ code = '' }) => send({ type: 'SUBMIT_CODE', code })}>
      <CodeField name="code" label={t('field.code')} error={faults.at('code')} />
      <Button isBusy={snapshot.pending === 'SUBMIT_CODE'}>{t('common.continue')}</Button>
    </Form>,
  )
}

export const verifyLinkView: SignUpView = (props) =>
  verifyCard('link', props, <Waiting>{props.t('link.waiting')}</Waiting>)
