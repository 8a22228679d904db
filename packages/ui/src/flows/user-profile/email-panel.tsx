import type { EmailsContext, EmailsEvent, EmailsState } from '@keywright/js/flows'
import type { VNode } from 'preact'
import { rich } from '../../localization/rich.ts'
import { CodeField } from '../../primitives/code-field.tsx'
import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { Resend } from '../../primitives/resend.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { Waiting } from '../../primitives/waiting.tsx'
import type { ReadFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import type { SectionViewProps } from './profile.view.ts'
import { PanelActions } from './section.tsx'

type Props = SectionViewProps<EmailsState, EmailsContext, EmailsEvent>
type Panel = (props: Props, faults: ReadFaults) => VNode

const addPanel: Panel = ({ snapshot: { context, pending }, send, t }, faults) => (
  <Form
    key="add"
    onSubmit={({ email_address: address = '' }) => send({ type: 'SUBMIT_ADDRESS', address: address.trim() })}
  >
    <Field
      name="email_address"
      label={t('field.email')}
      type="email"
      inputMode="email"
      autoComplete="email"
      defaultValue={context.address}
      hint={t('profile.emails.addHint')}
      error={faults.at('email_address')}
    />
    <PanelActions
      submit={t('profile.emails.submit')}
      isBusy={pending === 'SUBMIT_ADDRESS'}
      onCancel={() => send({ type: 'CANCEL' })}
    />
  </Form>
)

/** Ways on from a message that was sent. */
function SentActions({ kind, props }: { kind: 'code' | 'link'; props: Props }) {
  const { snapshot, send, t } = props
  const { verifyWith, resendAt } = snapshot.context
  const other = kind === 'code' ? 'email_link' : 'email_code'
  return (
    <div class="kw-row">
      <Resend kind={kind} resendAt={resendAt} t={t} onResend={() => send({ type: 'RESEND' })} />
      {verifyWith.includes(other) && (
        <LinkButton onClick={() => send({ type: 'SWITCH' })}>
          {t(kind === 'code' ? 'profile.emails.useLink' : 'profile.emails.useCode')}
        </LinkButton>
      )}
    </div>
  )
}

const codePanel: Panel = (props, faults) => {
  const { snapshot, send, t } = props
  const { context, pending } = snapshot
  return (
    <Form key="code" onSubmit={({ code = '' }) => send({ type: 'SUBMIT_CODE', code })}>
      <p class="kw-panel-text">
        {rich(t, 'profile.emails.code', {
          address: <StrongAddress key="address">{context.address}</StrongAddress>,
        })}
      </p>
      <CodeField name="code" label={t('field.code')} error={faults.at('code')} />
      <SentActions kind="code" props={props} />
      <PanelActions
        submit={t('profile.emails.confirm')}
        isBusy={pending === 'SUBMIT_CODE'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}

const linkPanel: Panel = (props) => {
  const { snapshot, send, t } = props
  return (
    <div class="kw-form" key="link">
      <p class="kw-panel-text">
        {rich(t, 'profile.emails.link', {
          address: <StrongAddress key="address">{snapshot.context.address}</StrongAddress>,
        })}
      </p>
      <Waiting>{t('link.waiting')}</Waiting>
      <SentActions kind="link" props={props} />
      <div class="kw-row">
        <LinkButton tone="muted" onClick={() => send({ type: 'CANCEL' })}>
          {t('profile.cancel')}
        </LinkButton>
      </div>
    </div>
  )
}

const removePanel: Panel = ({ snapshot: { context, pending }, send, t }) => (
  <Form key="remove" onSubmit={() => send({ type: 'CONFIRM' })}>
    <p class="kw-panel-text">
      {rich(t, 'profile.emails.removeText', {
        address: <StrongAddress key="address">{context.address}</StrongAddress>,
      })}
    </p>
    <PanelActions
      tone="danger"
      submit={t('profile.remove')}
      isBusy={pending === 'CONFIRM'}
      onCancel={() => send({ type: 'CANCEL' })}
    />
  </Form>
)

const panels: Record<Exclude<EmailsState, 'list'>, Panel> = {
  add: addPanel,
  code: codePanel,
  link: linkPanel,
  remove: removePanel,
}

/** What is done about one address, below all of them. */
export function emailPanel(props: Props, faults: ReadFaults): VNode | null {
  const { value } = props.snapshot
  return value === 'list' ? null : panels[value](props, faults)
}
