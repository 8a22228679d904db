import type { DomainsContext, DomainsEvent, DomainsState } from '@keywright/js/flows'
import type { ComponentChildren, VNode } from 'preact'
import { rich } from '../../localization/rich.ts'
import { Alert } from '../../primitives/alert.tsx'
import { Checkbox } from '../../primitives/checkbox.tsx'
import { CodeField } from '../../primitives/code-field.tsx'
import { Field } from '../../primitives/field.tsx'
import { Form } from '../../primitives/form.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import type { ReadFaults } from '../read-faults.ts'
import { StrongAddress } from '../shared/strong-address.tsx'
import { PanelActions } from '../user-profile/section.tsx'
import type { OrganizationSection } from './organization-facts.ts'

type Props = Parameters<OrganizationSection<DomainsState, DomainsContext, DomainsEvent>>[0]
type Panel = (props: Props, faults: ReadFaults) => VNode

/** A form about one domain, with its buttons. */
function DomainForm(props: {
  props: Props
  submit: string
  event: DomainsEvent['type']
  tone?: 'danger'
  onSubmit: (values: Record<string, string>) => void
  children: ComponentChildren
}) {
  const { snapshot, send } = props.props
  return (
    <Form onSubmit={props.onSubmit}>
      {props.children}
      <PanelActions
        submit={props.submit}
        isBusy={snapshot.pending === props.event}
        {...(props.tone && { tone: props.tone })}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}

const domainOf = ({ snapshot }: Props): string => snapshot.context.domain?.name ?? ''

const addPanel: Panel = (props, faults) => {
  const { send, t } = props
  return (
    <DomainForm
      key="add"
      props={props}
      submit={t('domains.add')}
      event="SUBMIT_NAME"
      onSubmit={({ name = '' }) => send({ type: 'SUBMIT_NAME', name })}
    >
      <Field
        name="name"
        label={t('domains.name')}
        autoComplete="off"
        hint={t('domains.name.hint')}
        error={faults.at('name')}
      />
    </DomainForm>
  )
}

function UseRecord({ send, t }: Props) {
  return <LinkButton onClick={() => send({ type: 'USE_RECORD' })}>{t('domains.useRecord')}</LinkButton>
}

const addressPanel: Panel = (props, faults) => {
  const { send, t } = props
  return (
    <DomainForm
      key="address"
      props={props}
      submit={t('domains.address.submit')}
      event="SUBMIT_ADDRESS"
      onSubmit={({ affiliation_email_address: address = '' }) =>
        send({ type: 'SUBMIT_ADDRESS', address: address.trim() })
      }
    >
      <p class="kw-panel-text">{t('domains.address.text')}</p>
      <Field
        name="affiliation_email_address"
        label={t('domains.address', { domain: domainOf(props) })}
        type="email"
        inputMode="email"
        autoComplete="email"
        error={faults.at('affiliation_email_address')}
      />
      <UseRecord {...props} />
    </DomainForm>
  )
}

const codePanel: Panel = (props, faults) => {
  const { snapshot, send, t } = props
  const address = snapshot.context.domain?.affiliation_email_address ?? domainOf(props)
  return (
    <DomainForm
      key="code"
      props={props}
      submit={t('domains.code.submit')}
      event="SUBMIT_CODE"
      onSubmit={({ code = '' }) => send({ type: 'SUBMIT_CODE', code })}
    >
      <p class="kw-panel-text">
        {rich(t, 'domains.code.text', {
          address: <StrongAddress key="address">{address}</StrongAddress>,
        })}
      </p>
      <CodeField name="code" label={t('field.code')} error={faults.at('code')} />
      <UseRecord {...props} />
    </DomainForm>
  )
}

const recordPanel: Panel = (props) => {
  const { snapshot, send, t } = props
  const { domain, notice } = snapshot.context
  const { txt_record_name: name, txt_record_value: value } = domain?.ownership_verification ?? {}
  return (
    <DomainForm
      key="record"
      props={props}
      submit={t('domains.record.check')}
      event="CHECK"
      onSubmit={() => send({ type: 'CHECK' })}
    >
      <p class="kw-panel-text">{t('domains.record.text', { domain: domainOf(props) })}</p>
      <dl class="kw-record">
        <dt>{t('domains.record.name')}</dt>
        <dd dir="ltr">{name}</dd>
        <dt>{t('domains.record.value')}</dt>
        <dd dir="ltr">{value}</dd>
      </dl>
      <Alert tone="warning" text={notice === 'unproven' ? t('domains.record.unproven') : undefined} />
    </DomainForm>
  )
}

const modePanel: Panel = (props) => {
  const { snapshot, send, t, environment } = props
  const { domain } = snapshot.context
  const { enrollment_modes: modes } = environment.organization_settings.domains
  const now = domain?.enrollment_mode ?? ''
  const count = (domain?.total_pending_invitations ?? 0) + (domain?.total_pending_suggestions ?? 0)
  return (
    <DomainForm
      key="mode"
      props={props}
      submit={t('profile.save')}
      event="SUBMIT_MODE"
      onSubmit={({ mode = now, delete_pending: deletes }) =>
        send({ type: 'SUBMIT_MODE', mode, deletesPending: deletes === 'true' })
      }
    >
      <fieldset class="kw-radios">
        <legend>{t('domains.mode', { domain: domainOf(props) })}</legend>
        {[...new Set([...modes, now])].map((mode) => (
          <label key={mode}>
            <input type="radio" class="kw-checkbox" name="mode" value={mode} defaultChecked={mode === now} />
            {t.find(`domains.mode.${mode}`) ?? mode}
          </label>
        ))}
      </fieldset>
      {count > 0 && (
        <Checkbox name="delete_pending" hint={t('domains.mode.pending', { count })}>
          {t('domains.mode.deletePending')}
        </Checkbox>
      )}
    </DomainForm>
  )
}

const removePanel: Panel = (props) => {
  const { send, t } = props
  return (
    <DomainForm
      key="remove"
      props={props}
      tone="danger"
      submit={t('profile.remove')}
      event="CONFIRM"
      onSubmit={() => send({ type: 'CONFIRM' })}
    >
      <p class="kw-panel-text">
        {rich(t, 'domains.remove.text', {
          domain: <StrongAddress key="domain">{domainOf(props)}</StrongAddress>,
        })}
      </p>
    </DomainForm>
  )
}

const panels: Partial<Record<DomainsState, Panel>> = {
  add: addPanel,
  address: addressPanel,
  code: codePanel,
  record: recordPanel,
  mode: modePanel,
  remove: removePanel,
}

/** What is done about one domain, in place of the list. */
export const domainPanel = (props: Props, faults: ReadFaults): VNode | null =>
  panels[props.snapshot.value]?.(props, faults) ?? null
