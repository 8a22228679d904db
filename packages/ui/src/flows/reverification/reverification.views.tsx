import {
  type Factor,
  otherProofs,
  type ReverificationContext,
  type ReverificationEvent,
  type ReverificationState,
} from '@keywright/js/flows'
import { rich } from '../../localization/rich.ts'
import type { MessageKey, Translate } from '../../localization/translate.ts'
import { Button } from '../../primitives/button.tsx'
import { Card } from '../../primitives/card.tsx'
import { Choice, Choices } from '../../primitives/choices.tsx'
import { CodeField } from '../../primitives/code-field.tsx'
import * as drawings from '../../primitives/drawings.ts'
import * as first from '../../primitives/first-drawings.ts'
import { Form } from '../../primitives/form.tsx'
import { Icon } from '../../primitives/icon.tsx'
import * as pages from '../../primitives/page-drawings.ts'
import { PasswordField } from '../../primitives/password-field.tsx'
import { Resend } from '../../primitives/resend.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { UsernameForManagers } from '../../primitives/username-for-managers.tsx'
import { readFaults } from '../read-faults.ts'
import { secondFactorView } from '../shared/second-factor.view.tsx'
import { StrongAddress } from '../shared/strong-address.tsx'
import type { View } from '../view.ts'

type ReverificationView = View<ReverificationState, ReverificationContext, ReverificationEvent>

const noticeOf = ({ notice }: ReverificationContext, t: Translate) => {
  if (notice === 'expired') return { tone: 'warning', text: t('verify.expired') } as const
  return notice === 'code_sent' ? ({ tone: 'info', text: t('code.sent') } as const) : undefined
}

function Others({
  context,
  send,
  t,
}: Parameters<ReverificationView>[0] & { context: ReverificationContext }) {
  if (otherProofs(context).length === 0) return null
  return <LinkButton onClick={() => send({ type: 'SHOW_ALTERNATIVES' })}>{t('verify.other')}</LinkButton>
}

const passwordView: ReverificationView = (props) => {
  const { snapshot, send, t } = props
  const { context, error, pending } = snapshot
  const faults = readFaults(error, t, ['password'])
  return (
    <Card
      step="password"
      progress={2}
      title={t('verify.password.title')}
      subtitle={t('verify.password.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={noticeOf(context, t)}
    >
      <Form onSubmit={({ password = '' }) => send({ type: 'SUBMIT_PASSWORD', password })}>
        <UsernameForManagers value={context.identifier} />
        <PasswordField
          name="password"
          label={t('field.password')}
          autoComplete="current-password"
          error={faults.at('password')}
        />
        <Button isBusy={pending === 'SUBMIT_PASSWORD'}>{t('common.continue')}</Button>
      </Form>
      <div class="kw-row">
        <Others {...props} context={context} />
      </div>
    </Card>
  )
}

const codeView: ReverificationView = (props) => {
  const { snapshot, send, t } = props
  const { context, error, pending } = snapshot
  const faults = readFaults(error, t, ['code'])
  return (
    <Card
      step="email_code"
      progress={2}
      title={t('verify.code.title')}
      subtitle={rich(t, 'verify.code.text', {
        address: <StrongAddress key="address">{context.factor?.safe_identifier ?? ''}</StrongAddress>,
      })}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
      notice={noticeOf(context, t)}
    >
      <Form onSubmit={({ code = '' }) => send({ type: 'SUBMIT_CODE', code })}>
        <CodeField name="code" label={t('field.code')} error={faults.at('code')} />
        <Button isBusy={pending === 'SUBMIT_CODE'}>{t('common.continue')}</Button>
      </Form>
      <div class="kw-row">
        <Resend kind="code" resendAt={context.resendAt} t={t} onResend={() => send({ type: 'RESEND' })} />
        <Others {...props} context={context} />
      </div>
    </Card>
  )
}

/** How each way is offered. New ways get a line here and a screen in the flow. */
const ways: Record<string, { icon: string; text: MessageKey }> = {
  password: { icon: drawings.key, text: 'verify.method.password' },
  email_code: { icon: drawings.mail, text: 'verify.method.code' },
}

const alternativesView: ReverificationView = ({ snapshot: { context, error, pending }, send, t }) => {
  const faults = readFaults(error, t)
  const choice = (factor: Factor) => {
    const way = ways[factor.strategy]
    if (!way) return null
    return (
      <Choice
        key={`${factor.strategy} ${factor.email_address_id}`}
        start={<Icon drawing={way.icon} />}
        title={t(way.text)}
        detail={factor.safe_identifier}
        isBusy={pending === 'SELECT'}
        onClick={() => send({ type: 'SELECT', factor })}
      />
    )
  }
  return (
    <Card
      step="alternatives"
      progress={2}
      title={t('verify.alternatives.title')}
      subtitle={t('verify.alternatives.text')}
      alert={faults.alert}
      onRetry={faults.canRetry ? () => send({ type: 'RETRY' }) : undefined}
    >
      <Choices>{otherProofs(context).map(choice)}</Choices>
      <div class="kw-row">
        <LinkButton onClick={() => send({ type: 'BACK' })}>{t('common.back')}</LinkButton>
      </div>
    </Card>
  )
}

const secondFactor =
  (step: 'totp' | 'backup_code'): ReverificationView =>
  ({ snapshot: { context, error, pending }, send, t }) =>
    secondFactorView({
      ...{ step, error, pending, send, t },
      hasOther: step === 'backup_code' || context.hasBackupCode,
    })

const unavailableView: ReverificationView = ({ t }) => (
  <Card
    step="unavailable"
    progress={1}
    emblem={{ icon: pages.lock, tone: 'warning' }}
    title={t('verify.unavailable.title')}
    subtitle={t('verify.unavailable.text')}
  />
)

const waitingView =
  (step: 'starting' | 'done'): ReverificationView =>
  ({ snapshot: { error }, send, t }) => {
    const { alert } = readFaults(error, t)
    return (
      <Card
        step={step}
        progress={step === 'done' ? 3 : 1}
        {...(step === 'done' && { emblem: { icon: first.check, tone: 'success' as const } })}
        title={t(`verify.${step}.title`)}
        alert={alert}
        onRetry={() => send({ type: 'RETRY' })}
      >
        {!alert && <Spinner size="large" />}
      </Card>
    )
  }

export const reverificationViews: Record<ReverificationState, ReverificationView> = {
  starting: waitingView('starting'),
  password: passwordView,
  email_code: codeView,
  totp: secondFactor('totp'),
  backup_code: secondFactor('backup_code'),
  alternatives: alternativesView,
  unavailable: unavailableView,
  done: waitingView('done'),
}
