import {
  createMachine,
  type Machine,
  type PolicyContext,
  type PolicyEvent,
  type PolicyRuleName,
  type PolicyState,
  type ProfilePorts,
  policyContext,
  policyFlow,
} from '@keywright/js/flows'
import { organizationPolicy } from '../../localization/en/organization-policy.ts'
import { policyUnmet } from '../../localization/en/policy-unmet.ts'
import { Alert } from '../../primitives/alert.tsx'
import { Badge } from '../../primitives/badge.tsx'
import { RowAction } from '../../primitives/row-action.tsx'
import { Spinner } from '../../primitives/spinner.tsx'
import { LinkButton } from '../../primitives/text-link.tsx'
import { readFaults } from '../read-faults.ts'
import { Section } from '../user-profile/section.tsx'
import { Running } from './organization-facts.ts'
import { RuleForm } from './rule-form.tsx'
import { canChange, type PolicyView, type RuleProps, valueText } from './rule-words.ts'

export const texts = { ...organizationPolicy, ...policyUnmet }

const rules: readonly PolicyRuleName[] = [
  'mfa_required',
  'sign_in_methods',
  'session_lifetime_seconds',
  'ip_ranges',
]

/** What the organization asks of the sessions of its members, rule by rule. */
const policyView: PolicyView = (props) => {
  const { snapshot, send, t } = props
  const { policy } = snapshot.context
  const faults = readFaults(policy ? undefined : snapshot.error, t)
  return (
    <>
      <Alert
        tone="danger"
        text={faults.alert}
        action={
          faults.canRetry && (
            <LinkButton onClick={() => send({ type: 'RETRY' })}>{t('common.retry')}</LinkButton>
          )
        }
      />
      {!policy && !snapshot.error && <Spinner size="large" />}
      {policy && <p class="kw-panel-text">{t('policy.text')}</p>}
      {policy && rules.map((rule) => <Rule key={rule} {...props} rule={rule} policy={policy} />)}
    </>
  )
}

function Rule(props: RuleProps) {
  const { rule, snapshot, send, t } = props
  const { value, context, error } = snapshot
  const isHere = context.rule === rule
  const isOpen = isHere && value === 'edit'
  const faults = readFaults(isHere ? error : undefined, t, isOpen ? ['ip_ranges'] : [])
  return (
    <Section
      name={rule}
      state={isOpen ? 'open' : 'closed'}
      title={t(`policy.${rule}`)}
      {...{ faults, send }}
      notice={
        isHere && context.notice
          ? t(context.notice === 'reset' ? 'policy.wasReset' : 'policy.saved')
          : undefined
      }
    >
      {isOpen ? <RuleForm {...props} error={faults.at(rule)} /> : <RuleRow {...props} />}
    </Section>
  )
}

/** How a rule stands, and where that comes from. */
function RuleRow(props: RuleProps) {
  const { rule, policy, snapshot, send, t } = props
  const { effective, inherited, overridden } = policy[rule]
  const isBusy = snapshot.pending === 'SUBMIT' && snapshot.context.rule === rule
  const title = t(`policy.${rule}`)
  const detail = overridden
    ? t('policy.inheritedValue', { value: valueText(props, inherited) })
    : hintOf(props)
  return (
    <div class="kw-section-row" aria-busy={isBusy}>
      <div class="kw-choice-text">
        <span class="kw-device">
          <span>{valueText(props, effective)}</span>
          <Badge {...(overridden && { tone: 'accent' as const })}>
            {t(overridden ? 'policy.overridden' : 'policy.inherited')}
          </Badge>
        </span>
        {detail && <span class="kw-choice-detail">{detail}</span>}
      </div>
      <div class="kw-section-actions">
        {canChange(props) && <Change {...props} about={title} />}
        {overridden && (
          <RowAction
            tone="muted"
            text={t('policy.reset')}
            about={title}
            onClick={() => send({ type: 'SUBMIT', rule, value: null })}
          />
        )}
      </div>
    </div>
  )
}

/** What is on or off needs no form. */
function Change({ rule, send, t, about }: RuleProps & { about: string }) {
  return rule === 'mfa_required' ? (
    <RowAction
      text={t('policy.mfa_required.require')}
      about={about}
      onClick={() => send({ type: 'SUBMIT', rule, value: true })}
    />
  ) : (
    <RowAction text={t('policy.change')} about={about} onClick={() => send({ type: 'EDIT', rule })} />
  )
}

function hintOf({ rule, policy, t }: RuleProps): string | undefined {
  if (rule !== 'mfa_required' || policy.mfa_required.effective) return undefined
  return t(
    policy.available_second_factors.length > 0
      ? 'policy.mfa_required.text'
      : 'policy.mfa_required.unavailable',
  )
}

type PolicyMachine = Machine<PolicyState, PolicyContext, PolicyEvent>

export const createPolicyMachine = (ports: ProfilePorts, organizationId: string): PolicyMachine =>
  createMachine(policyFlow, policyContext(organizationId), { ports })

export function SecurityPage({ machine }: { machine: PolicyMachine }) {
  return <Running machine={machine} view={policyView} />
}
