import type { PolicyRuleName } from '@keywright/js/flows'
import type { VNode } from 'preact'
import { Checkbox } from '../../primitives/checkbox.tsx'
import { Form } from '../../primitives/form.tsx'
import { SelectField } from '../../primitives/select.tsx'
import { TextArea } from '../../primitives/text-area.tsx'
import { durationOf, methodName } from '../shared/policy-words.ts'
import { PanelActions } from '../user-profile/section.tsx'
import type { RuleProps } from './rule-words.ts'

type FormProps = RuleProps & { error: string | undefined }
type Fields = (props: FormProps) => VNode
type Read = (values: Record<string, string>, props: FormProps) => number | readonly string[] | null

/** One way to sign in is one box; all of them are what the instance says. */
const methodFields: Fields = ({ policy, environment, t }) => {
  const { effective, inherited } = policy.sign_in_methods
  return (
    <fieldset class="kw-radios">
      <legend>{t('policy.sign_in_methods.legend')}</legend>
      {inherited.map((method) => (
        <Checkbox key={method} name={method} isChecked={effective.includes(method)}>
          {methodName(method, environment, t)}
        </Checkbox>
      ))}
    </fieldset>
  )
}

const readMethods: Read = (values, { policy }) => {
  const { inherited } = policy.sign_in_methods
  const chosen = inherited.filter((method) => values[method] === 'true')
  return chosen.length === inherited.length ? null : chosen
}

/** An hour, a working day, and so on; in seconds. */
const usualLifetimes = [3_600, 14_400, 28_800, 43_200, 86_400, 604_800, 1_209_600, 2_592_000]

const lifetimeFields: Fields = ({ policy, t }) => {
  const { effective, inherited } = policy.session_lifetime_seconds
  const lengths = new Set([...usualLifetimes.filter((one) => one < inherited), effective, inherited])
  return (
    <SelectField
      name="session_lifetime_seconds"
      label={t('policy.session_lifetime_seconds.label')}
      options={[...lengths]
        .toSorted((a, b) => a - b)
        .map((one) => ({ value: String(one), text: durationOf(one, t.locale) }))}
      value={String(effective)}
    />
  )
}

const readLifetime: Read = ({ session_lifetime_seconds: chosen }, { policy }) => {
  const seconds = Number(chosen)
  return seconds === policy.session_lifetime_seconds.inherited ? null : seconds
}

const rangeFields: Fields = ({ policy, t, error }) => (
  <TextArea
    name="ip_ranges"
    label={t('policy.ip_ranges.label')}
    hint={t('policy.ip_ranges.hint')}
    rows={4}
    isRequired={false}
    defaultValue={(policy.ip_ranges.overridden && policy.ip_ranges.effective?.join('\n')) || ''}
    error={error}
  />
)

const readRanges: Read = ({ ip_ranges: text = '' }) => text.split(/[\s,;]+/).filter((word) => word !== '')

const forms: Partial<Record<PolicyRuleName, { fields: Fields; read: Read }>> = {
  sign_in_methods: { fields: methodFields, read: readMethods },
  session_lifetime_seconds: { fields: lifetimeFields, read: readLifetime },
  ip_ranges: { fields: rangeFields, read: readRanges },
}

/** The form in which a rule is made to say something else. */
export function RuleForm(props: FormProps) {
  const { rule, snapshot, send, t } = props
  const form = forms[rule]
  if (!form) return null
  return (
    <Form onSubmit={(values) => send({ type: 'SUBMIT', rule, value: form.read(values, props) })}>
      {form.fields(props)}
      <PanelActions
        submit={t('profile.save')}
        isBusy={snapshot.pending === 'SUBMIT'}
        onCancel={() => send({ type: 'CANCEL' })}
      />
    </Form>
  )
}
